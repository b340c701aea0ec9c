package io.shutdownstarter.servlet;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests contributed paths, of which some lie below others and some only look so.
 */
class ContributedPathsTests {

	private final UncountedRequests uncounted = new UncountedRequests(
			List.of(() -> List.of("/manage/health", "/manager/jobs", "/live"), () -> List.of("/manage", "/livez")),
			List.of(), "");

	@ParameterizedTest
	@CsvSource({ "/manage, true", "/manage/health, true", "/manage/healthy, true", "/manage/health/db, true",
			"/manager/jobs, true", "/manager, false", "/manager/users, false", "/live, true", "/livez, true",
			"/livez/db, true", "/lively, false", "/, false" })
	void everythingBelowAContributedPathIsUncountedAndNothingElse(String path, boolean uncounted) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		request.setServletPath(path);

		assertThat(this.uncounted.matches(request, false)).isEqualTo(uncounted);
	}

}

package io.shutdownstarter;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests contributed paths, of which some lie below others and some only look so.
 */
class ContributedPathsTests {

	private static final List<UncountedPaths> PATHS = List.of(() -> List.of("/manage/health", "/manager/jobs", "/live"),
			() -> List.of("/manage", "/livez"));

	@ParameterizedTest
	@CsvSource({ "/manage, true", "/manage/health, true", "/manage/healthy, true", "/manage/health/db, true",
			"/manager/jobs, true", "/manager, false", "/manager/users, false", "/live, true", "/livez, true",
			"/livez/db, true", "/lively, false", "/, false", "//manage//health, true" })
	void everythingBelowAContributedPathIsUncountedAndNothingElse(String path, boolean uncounted) {
		assertThat(new UncountedRequests(PATHS, List.of(), "").matches(path)).isEqualTo(uncounted);
	}

	@Test
	void prefixStandsBeforeContributedPathsAndNotBeforePatterns() {
		UncountedRequests requests = new UncountedRequests(PATHS, List.of("/poll/**"), "/mvc");

		assertThat(requests.matches("/mvc/manage/health")).isTrue();
		assertThat(requests.matches("/manage/health")).isFalse();
		assertThat(requests.matches("/poll/a")).isTrue();
		assertThat(requests.matches("/mvc/poll/a")).isFalse();
	}

}

package io.shutdownstarter;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.shutdownstarter.support.Gate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests contributed paths, of which some lie below others and some only look so.
 */
@ExtendWith(OutputCaptureExtension.class)
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

	@Test
	void contributorThatFailsLeavesThePathsOfOthersAndIsToldOfOnce(CapturedOutput output) {
		UncountedRequests requests = new UncountedRequests(
				List.of(new FailingPaths(), () -> List.of("/manage"), new FailingPaths()), List.of("/poll/**"), "");

		assertThat(requests.matches("/manage/health")).isTrue();
		assertThat(requests.matches("/poll/a")).isTrue();
		assertThat(requests.matches("/broken")).isFalse();
		assertThat(output).containsOnlyOnce(FailingPaths.class.getName() + " should have named")
			.contains("no such mapping");
	}

	@Test
	void contributorIsNotAskedAgain() {
		AtomicInteger asked = new AtomicInteger();
		UncountedRequests requests = new UncountedRequests(List.of(() -> {
			asked.incrementAndGet();
			return List.of();
		}, new FailingPaths()), List.of(), "");

		requests.matches("/a");
		requests.matches("/b");

		assertThat(asked).hasValue(1);
	}

	@Test
	void requestOnAnotherThreadDoesNotWaitForTheOneThatStillAsks() throws Exception {
		Gate slow = new Gate();
		AtomicInteger asked = new AtomicInteger();
		UncountedRequests requests = new UncountedRequests(List.of(() -> {
			if (asked.incrementAndGet() == 1) {
				slow.pass();
			}
			return List.of("/manage");
		}), List.of(), "");
		CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> requests.matches("/manage"));
		slow.awaitReached();

		CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> requests.matches("/manage"));
		assertThat(other.get(30, TimeUnit.SECONDS)).isTrue();
		assertThat(waiting).isNotDone();
		slow.open();
		assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
	}

	private static final class FailingPaths implements UncountedPaths {

		@Override
		public List<String> paths() {
			throw new IllegalStateException("no such mapping");
		}

	}

}

package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * In which order the containers of a pod with native sidecars end. They are shells:
 * nothing but signals matters.
 */
@Timeout(30)
class NativeSidecarTests {

	private static final String OBEDIENT = "exec sleep 60";

	private static final String IMMORTAL = "trap '' TERM; exec sleep 60";

	@TempDir
	private Path directory;

	@AutoClose
	private Pod first;

	@AutoClose
	private Pod second;

	@BeforeEach
	void start() throws Exception {
		this.first = start("sidecar-1", IMMORTAL);
		this.second = start("sidecar-2", OBEDIENT);
	}

	@Test
	void sidecarsEndBehindTheApplicationTheLastOneFirstAndHaveTwoSecondsAtLeast() throws Exception {
		try (Pod main = start("main", "trap 'sleep 1; exit 0' TERM; sleep 60 & wait")) {
			List<PodEnd> ends = new KubeletEmulator(Hook.none(), Duration.ofSeconds(3), 1).terminate(main,
					List.of(this.first, this.second));

			assertThat(ends).extracting(PodEnd::pod).containsExactly("main", "sidecar-1", "sidecar-2");
			assertThat(ends.get(0).exit()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
			assertThat(ends.get(2).sigterm()).isGreaterThanOrEqualTo(ends.get(0).exit().minusMillis(100));
			assertThat(ends.get(1).sigterm()).isGreaterThanOrEqualTo(ends.get(2).exit().minusMillis(100));
			assertThat(ends).extracting(PodEnd::killed).containsExactly(false, true, false);
			assertThat(ends.get(1).exit().minus(ends.get(1).sigterm())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
		}
	}

	@Test
	void anApplicationThatUsesUpTheGracePeriodLeavesTwoSecondsToItsSidecars() throws Exception {
		try (Pod main = start("main", IMMORTAL)) {
			List<PodEnd> ends = new KubeletEmulator(Hook.sleep(Duration.ofSeconds(1)), Duration.ofSeconds(1), 1)
				.terminate(main, List.of(this.first, this.second));

			assertThat(ends).extracting(PodEnd::killed).containsExactly(true, true, false);
			assertThat(ends).allMatch((end) -> end.sigterm().compareTo(Duration.ofSeconds(1)) >= 0);
			assertThat(ends.get(2).sigterm()).isLessThan(ends.get(0).exit());
		}
	}

	private Pod start(String name, String script) throws Exception {
		return Pod.start(PodCommand.of(List.of("sh", "-c", script)), name, this.directory);
	}

}

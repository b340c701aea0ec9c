package io.shutdownstarter.test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.shutdownstarter.test.TimelineEvent.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LiveProgress} and {@link Progress}.
 */
class LiveProgressTests {

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private final PrintStream out = new PrintStream(this.bytes, true, StandardCharsets.UTF_8);

	@Test
	void oneLineTellsTheCountsAndThePhaseOfEachPod() {
		Progress progress = new LiveProgress(this.out);
		progress.happened(event("pod-1", Kind.STARTED, "started"));
		progress.happened(event("pod-2", Kind.READY, "ready"));
		progress.happened(event(null, Kind.TRAFFIC, "sent 7, lost 0, re-tried 1"));
		assertThat(lastLine()).isEqualTo("   1.5 s  sent 7, lost 0, re-tried 1  pod-1 starting, pod-2 serving");
		progress.happened(event("pod-1", Kind.READY, "ready"));
		progress.happened(event("pod-2", Kind.DELETED, "deleted"));
		progress.happened(event("pod-2", Kind.HOOK_SENT, "hook"));
		progress.happened(event("pod-2", Kind.ENDPOINT_REMOVED, "endpoint removed"));
		assertThat(lastLine()).endsWith("pod-1 serving, pod-2 in its hook");
		progress.happened(event("pod-2", Kind.ENDED, "ended"));
		assertThat(lastLine()).endsWith("pod-1 serving, 1 gone");
	}

	@Test
	void theLineIsRewrittenAndNeverWraps() {
		try (Progress progress = new LiveProgress(this.out)) {
			progress.happened(event("pod-1", Kind.STARTED, "started"));
			progress.happened(event("pod-1", Kind.SIGTERM, "SIGTERM"));
		}
		assertThat(written()).doesNotContain("\n")
			.containsSubsequence("\u001b[?7l\r\u001b[K", "pod-1 starting\u001b[?7h", "\r\u001b[K", "pod-1 SIGTERM",
					"\r\u001b[K");
		assertThat(written()).endsWith("\r\u001b[K");
	}

	@Test
	void withoutATerminalEveryEventIsALine() {
		for (Map<String, String> environment : List.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), Map.of("TERM", "dumb"),
				Map.<String, String>of())) {
			this.bytes.reset();
			try (Progress progress = Progress.to(this.out, Progress.Kind.AUTO, environment)) {
				progress.happened(event("pod-1", Kind.STARTED, "started"));
			}
			assertThat(written()).isEqualTo("   1.50 s  pod-1 started" + System.lineSeparator());
		}
	}

	@Test
	void nothingIsToldIfNothingIsWanted() {
		try (Progress progress = Progress.to(this.out, Progress.Kind.NONE, Map.of())) {
			progress.happened(event("pod-1", Kind.STARTED, "started"));
		}
		assertThat(written()).isEmpty();
	}

	private String lastLine() {
		String all = written();
		return all.substring(all.lastIndexOf("\u001b[K") + 3).replace("\u001b[?7h", "");
	}

	private String written() {
		return this.bytes.toString(StandardCharsets.UTF_8);
	}

	private static TimelineEvent event(@Nullable String pod, Kind kind, String what) {
		return new TimelineEvent(Duration.ofMillis(1500), pod, kind, what);
	}

}

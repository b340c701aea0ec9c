package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.apache.hc.core5.http.HttpException;

/**
 * Waits until a pod is ready for the first time; asks ten times a second, because nothing
 * can call us.
 */
final class StartProbe {

	private static final Duration PERIOD = Duration.ofMillis(100);

	private static final Duration TIMEOUT = Duration.ofSeconds(2);

	private final Pod pod;

	private final PodCommand command;

	StartProbe(Pod pod, PodCommand command) {
		this.pod = pod;
		this.command = command;
	}

	void await(Duration atMost) throws InterruptedException {
		long deadline = System.nanoTime() + atMost.toNanos();
		while (!isReady()) {
			if (this.pod.process().waitFor(PERIOD.toNanos(), TimeUnit.NANOSECONDS)) {
				throw notReady(PodProblem.Kind.DIED_AT_START,
						"ended with " + this.pod.process().exitValue() + " before it was ready");
			}
			if (System.nanoTime() - deadline > 0) {
				throw notReady(PodProblem.Kind.NEVER_READY, "was not ready within " + atMost.toSeconds() + " s");
			}
		}
	}

	private boolean isReady() {
		try (KubeletCall probe = KubeletCall.probe(this.pod.managementPort(), this.command.readinessPath(),
				this.command.managementTls())) {
			int status = probe.send(TIMEOUT).status();
			return status >= 200 && status < 400;
		}
		catch (IOException | HttpException ex) {
			return false;
		}
	}

	private PodNotReadyException notReady(PodProblem.Kind kind, String what) {
		return new PodNotReadyException(new PodProblem(this.pod.name(), kind, what + lastLines(this.pod.log())));
	}

	private static String lastLines(Path log) {
		try {
			String all = Files.readString(log, StandardCharsets.UTF_8);
			return "; the end of " + log + ":\n" + all.substring(Math.max(0, all.length() - 4000));
		}
		catch (IOException ex) {
			return "; its log " + log + " cannot be read: " + ex;
		}
	}

}

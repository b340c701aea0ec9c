package io.shutdownstarter.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.shutdownstarter.test.Clients;
import io.shutdownstarter.test.Load;
import io.shutdownstarter.test.Rehearsal;
import io.shutdownstarter.test.RehearsalResult;
import io.shutdownstarter.test.RequestHeaders;
import io.shutdownstarter.test.RequestTemplate;
import io.shutdownstarter.test.ResponseCheck;

/**
 * The rollout that every line, stack and server goes through.
 */
final class CompatibilityRehearsal {

	private static final int KB = 1024;

	private CompatibilityRehearsal() {
	}

	/**
	 * A rollout of two replicas whose endpoints are removed 1 s after the deletion, with
	 * the starter's own settings.
	 * @param application the application
	 * @return the rehearsal
	 */
	static Rehearsal of(LineApplication application) {
		return Rehearsal.of(application.command(), load())
			.withReplicas(2)
			.withWarmUp(Duration.ofMillis(1500))
			.withPropagation(Duration.ofSeconds(1));
	}

	/**
	 * Runs a rehearsal and makes sure that its pods were what they are taken for.
	 * @param rehearsal the rehearsal
	 * @param application the application
	 * @param directory where the pods' output goes
	 * @return what was found
	 * @throws InterruptedException if interrupted
	 * @throws IllegalStateException if a pod ran on another server, or another version
	 */
	static RehearsalResult run(Rehearsal rehearsal, LineApplication application, Path directory)
			throws InterruptedException {
		RehearsalResult result = rehearsal.withDirectory(directory).run();
		result.pods().forEach((pod) -> check(pod.log(), application));
		return result;
	}

	private static void check(Path log, LineApplication application) {
		String version = "(v" + application.line().version() + ")";
		String started = CompatibilityCell.title(application.server()) + " started on port";
		try {
			String text = Files.readString(log);
			if (!text.contains(version) || !text.contains(started)) {
				throw new IllegalStateException("'%s' or '%s' is missing in %s".formatted(version, started, log));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// Quick and slow requests, uploads and streams, on kept connections and on new ones.
	private static Load load() {
		RequestTemplate quick = RequestTemplate.get("/quick").withWeight(4);
		RequestTemplate upload = digested(RequestTemplate.post("/upload", KB));
		RequestTemplate slow = RequestTemplate.get("/slow");
		RequestTemplate stream = RequestTemplate.get("/stream").withCheck(ResponseCheck.digestOfAnswer());
		RequestTemplate slowUpload = digested(RequestTemplate.put("/upload", 32 * KB))
			.withTransferTime(Duration.ofSeconds(2));
		return Load.of(Clients.keepAlive(16, quick, upload).withRate(60),
				Clients.newConnections(8, quick, upload).withRate(20), Clients.keepAlive(3, slow, stream, slowUpload),
				Clients.newConnections(2, slow, stream, slowUpload));
	}

	private static RequestTemplate digested(RequestTemplate upload) {
		return upload.withHeaders(RequestHeaders.contentDigest()).withCheck(ResponseCheck.digestOfRequest());
	}

}

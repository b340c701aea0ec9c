package io.shutdownstarter.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import io.shutdownstarter.test.Pod;
import io.shutdownstarter.test.PodCommand;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients of HTTP/2 without TLS see of the termination of a small application.
 *
 * @param goAways the last streams that the GOAWAYs on the busy connection named, up to
 * the end of the hook, or of the process if no hook was called; empty if there was no
 * termination, since the server loses requests without one, and without the starter
 * @param sent how many requests were sent
 * @param sentAfterGoAway how many were sent on the busy connection after its GOAWAY
 * @param lost the requests without the answer that was expected
 */
record Http2Termination(Optional<List<Integer>> goAways, int sent, int sentAfterGoAway, List<String> lost) {

	static final String LOSES_ANYWAY = "loses requests without the starter, too";

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	/**
	 * Its only GOAWAY breaks what is in flight: shown by {@code UndertowGoAwayTests}.
	 */
	private static final String NEVER_TELLS = "undertow";

	// what comes later than the clients here is not waited for
	private static final String[] SETTINGS = { "--server.http2.enabled=true",
			"--shutdown-starter.propagation.minimum=2s", "--shutdown-starter.propagation.quiet-period=1s" };

	/**
	 * Builds the application, and terminates it while clients use it.
	 * @param cell the line, the stack and the server
	 * @param hook whether to call the hook before SIGTERM
	 * @param directory where the pod's output goes
	 * @return what was seen
	 * @throws Exception if it could not be tried
	 */
	static Http2Termination measure(CompatibilityCell cell, boolean hook, Path directory) throws Exception {
		PodCommand command = build(cell).command().withArguments(SETTINGS);
		try (Pod pod = start(command, directory); Http2Traffic traffic = new Http2Traffic(pod.port())) {
			traffic.awaitFirstAnswers();
			if (!traffic.lost().isEmpty()) {
				assertThat(losesWithoutStarter(command, directory)).as("loses requests without the starter, too")
					.isTrue();
				return new Http2Termination(Optional.empty(), traffic.sent(), 0, traffic.lost());
			}
			Http2Termination seen = terminate(pod, hook, traffic, !cell.server().equals(NEVER_TELLS));
			assertThat(Files.readString(pod.log())).as("%s", pod.log()).contains("Termination drained after ");
			return seen;
		}
	}

	private static boolean losesWithoutStarter(PodCommand command, Path directory) throws Exception {
		try (Pod pod = start(command.withArguments("--shutdown-starter.enabled=false"), directory.resolve("off"));
				Http2Traffic traffic = new Http2Traffic(pod.port())) {
			traffic.awaitFirstAnswers();
			return !traffic.lost().isEmpty();
		}
	}

	private static Pod start(PodCommand command, Path directory) throws Exception {
		Pod pod = Pod.start(command, "http2", Files.createDirectories(directory));
		try {
			pod.awaitReady(PATIENCE);
			return pod;
		}
		catch (Throwable ex) {
			pod.close();
			throw ex;
		}
	}

	// Jetty's own HTTP/2 is a jar that a user adds.
	private static LineApplication build(CompatibilityCell cell) throws InterruptedException {
		return cell.server().equals("jetty") ? cell.line().build(cell.stack(), cell.server(), "-Dhttp2")
				: cell.line().build(cell.stack(), cell.server());
	}

	private static Http2Termination terminate(Pod pod, boolean hook, Http2Traffic traffic, boolean tells)
			throws Exception {
		assertThat(traffic.held().goAways()).as("before the signal").isEmpty();

		CompletableFuture<Void> end = hook ? CompletableFuture.runAsync(() -> callHook(pod)) : sigterm(pod);

		Awaitility.await().atMost(PATIENCE).until(() -> readiness(pod) == 503);
		traffic.endSlowRequests();
		if (tells) {
			traffic.held().firstGoAway().get();
		}
		traffic.endQuickRequests();
		end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		List<Integer> goAways = traffic.held().goAways();
		sigterm(pod).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		assertThat(traffic.held().closed().get()).isTrue();
		return new Http2Termination(Optional.of(goAways), traffic.sent(), traffic.sentAfterGoAway(), traffic.lost());
	}

	private static void callHook(Pod pod) {
		assertThat(Call.of(pod.managementPort(), "GET", "/actuator/prestop").statusCode()).isEqualTo(200);
	}

	private static int readiness(Pod pod) {
		return Call.of(pod.managementPort(), "GET", "/actuator/health/readiness").statusCode();
	}

	private static CompletableFuture<Void> sigterm(Pod pod) {
		pod.process().destroy();
		return pod.process().onExit().thenAccept((process) -> assertThat(process.exitValue()).isEqualTo(143));
	}

	/**
	 * What the page says of it.
	 * @return how the busy client was told, and how many requests were lost
	 */
	String text() {
		return this.goAways.map((lastStreams) -> told(lastStreams) + ", " + this.lost.size() + " lost")
			.orElse(LOSES_ANYWAY);
	}

	/**
	 * Whether it is what the starter promises.
	 * @return whether a termination has lost no request
	 */
	boolean passed() {
		return this.lost.isEmpty() || this.goAways.isEmpty();
	}

	private static String told(List<Integer> lastStreams) {
		if (lastStreams.isEmpty()) {
			return "not told";
		}
		int first = lastStreams.get(0);
		return (first == Integer.MAX_VALUE) ? "GOAWAY for all streams" : "GOAWAY up to stream " + first;
	}

}

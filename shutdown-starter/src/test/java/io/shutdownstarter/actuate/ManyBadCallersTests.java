package io.shutdownstarter.actuate;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.sun.management.UnixOperatingSystemMXBean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what many callers of the hook at once do: they get their answers, and nothing is
 * left of them. The server has four threads, so that whoever held one for each call would
 * be seen.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyBadCallersTests {

	private static final String HOOK = "/actuator/prestop";

	private static final String TOKEN = "Prestop-Token: secret";

	private static final int MANY = 200;

	private final List<HttpConnection> open = new ArrayList<>();

	private TestServer server;

	@BeforeAll
	void startServer() {
		this.server = TestServer.start(HookApplication.class, "server.tomcat.threads.min-spare=4",
				"server.tomcat.threads.max=4", "server.tomcat.connection-timeout=2s",
				"shutdown-starter.prestop.token=secret", "shutdown-starter.propagation.minimum=0s",
				"shutdown-starter.propagation.quiet-period=0s");
	}

	@AfterAll
	void stopServer() {
		this.server.close();
	}

	@AfterEach
	void hangUp() throws IOException {
		for (HttpConnection connection : this.open) {
			connection.close();
		}
		this.open.clear();
		this.server.termination().resume();
		this.server.awaitReadiness(200);
	}

	@Test
	void tokenOfAMegabyteIsAnsweredAndChangesNothing() throws IOException {
		HttpConnection connection = connect().send("GET", HOOK, "Prestop-Token: " + "t".repeat(1 << 20));

		assertThat(connection.head().status()).isEqualTo(400);
		BadInputTests.assertServing(this.server);
	}

	@Test
	void slowCallersKeepNobodyFromBeingServed() throws IOException {
		for (int i = 0; i < MANY; i++) {
			connect().send("GET /actuator/prestop HTTP/1.1\r\nHost: a\r\nX-Slow");
		}

		BadInputTests.assertServing(this.server);
		for (HttpConnection slow : this.open) {
			slow.send("er: ");
		}
		assertThat(HttpConnection.get(this.server.port(), HOOK, TOKEN).body()).contains("drained");
	}

	// its server is its own, since nobody knows when the last of these calls is over
	@Test
	void clientThatHangsUpAtOnceChangesNothingIfItIsRefused() throws IOException {
		try (TestServer another = TestServer.start(HookApplication.class, "shutdown-starter.prestop.token=secret")) {
			for (int i = 0; i < MANY; i++) {
				HttpConnection.to(another.port()).send("GET", HOOK).hangUp();
			}

			BadInputTests.assertServing(another);
		}
	}

	@Test
	void hooksAtOnceAreAllAnsweredAfterOneDrain(CapturedOutput output) throws Exception {
		hooksAtOnce(output);

		assertThat(output).containsOnlyOnce("Termination began").containsOnlyOnce("Termination drained");
	}

	/**
	 * Threads, file descriptors and the heap in use after a collection, of this JVM,
	 * which is client and server. One round comes before the first measurement, since a
	 * server keeps buffers and processors for as many connections as it has had. Then
	 * three rounds must leave no more threads and descriptors behind than 10, and no more
	 * heap than 4 MB: a leak for each call would show 1800 of them.
	 */
	@Test
	void nothingIsLeftOfBadCallers(CapturedOutput output) throws Exception {
		round(output);
		Resources before = Resources.settled();

		for (int i = 0; i < 3; i++) {
			round(output);
		}

		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(200))
			.untilAsserted(() -> Resources.now().assertNoMoreThan(before));
	}

	private void round(CapturedOutput output) throws Exception {
		hooksAtOnce(output);
		hangUp();
		slowCallersKeepNobodyFromBeingServed();
		hangUp();
		for (int i = 0; i < MANY; i++) {
			connect().send("GET", HOOK).hangUp();
		}
		for (int i = 0; i < MANY; i++) {
			assertThat(HttpConnection.get(this.server.port(), HOOK).status()).isEqualTo(401);
		}
		hangUp();
	}

	private void hooksAtOnce(CapturedOutput output) throws Exception {
		Gate gate = this.server.bean(HookApplication.Held.class).newGate();
		HttpConnection held = connect().send("GET", "/held");
		gate.awaitReached();
		long joined = count(output);
		List<HttpConnection> hooks = new ArrayList<>();
		for (int i = 0; i < MANY; i++) {
			hooks.add(connect().send("GET", HOOK, TOKEN));
		}
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> count(output) == joined + MANY - 1);
		assertThat(HttpConnection.get(this.server.port(), "/actuator/health/liveness").status()).isEqualTo(200);

		gate.open();

		assertThat(held.answer().status()).isEqualTo(200);
		Set<String> answers = new HashSet<>();
		for (HttpConnection hook : hooks) {
			HttpAnswer answer = hook.answer();
			assertThat(answer.status()).isEqualTo(200);
			answers.add(answer.body());
		}
		assertThat(answers).singleElement().asString().contains("drained");
	}

	private static long count(CapturedOutput output) {
		return StringUtils.countOccurrencesOf(output.getOut(), "Another pre-stop hook has joined");
	}

	private HttpConnection connect() throws IOException {
		HttpConnection connection = HttpConnection.to(this.server.port());
		this.open.add(connection);
		return connection;
	}

	/**
	 * What a process can run out of.
	 *
	 * @param threads the number of threads
	 * @param descriptors the number of open file descriptors
	 * @param heap the heap in use after a collection
	 */
	private record Resources(int threads, long descriptors, long heap) {

		private static final int FEW = 10;

		private static final long MEGABYTES = 4L << 20;

		static Resources now() {
			System.gc();
			UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
			return new Resources(ManagementFactory.getThreadMXBean().getThreadCount(),
					system.getOpenFileDescriptorCount(),
					ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}

		// when the server has noticed that its clients have gone
		static Resources settled() {
			Resources[] last = { now() };
			Awaitility.await().pollInterval(Duration.ofMillis(200)).until(() -> {
				Resources earlier = last[0];
				last[0] = now();
				return last[0].descriptors >= earlier.descriptors && last[0].threads >= earlier.threads;
			});
			return last[0];
		}

		void assertNoMoreThan(Resources before) {
			assertThat(this.threads).as("threads").isLessThanOrEqualTo(before.threads + FEW);
			assertThat(this.descriptors).as("descriptors").isLessThanOrEqualTo(before.descriptors + FEW);
			assertThat(this.heap).as("heap").isLessThanOrEqualTo(before.heap + MEGABYTES);
		}

	}

}

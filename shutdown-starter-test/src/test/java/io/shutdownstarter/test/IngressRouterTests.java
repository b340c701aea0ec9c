package io.shutdownstarter.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link IngressRouter} with the real servers.
 */
@Timeout(40)
@ParameterizedClass
@EnumSource(names = { "HAPROXY", "NGINX" })
class IngressRouterTests {

	private static final Executor THREADS = (task) -> new Thread(task).start();

	private static final RequestTemplate GET = RequestTemplate.get("/");

	@TempDir
	private Path directory;

	@Parameter
	private Entry entry = Entry.SERVICE;

	private Router router;

	private IngressTestPod one;

	private IngressTestPod two;

	private RequestSender client;

	private final List<String> answers = new CopyOnWriteArrayList<>();

	private int sent;

	@BeforeEach
	void start() throws IOException {
		Ingresses.assumeInstalled(this.entry);
		this.router = this.entry.start(1, this.directory);
		this.client = client();
		this.one = new IngressTestPod("pod-1");
		this.two = new IngressTestPod("pod-2");
	}

	@AfterEach
	void close() {
		if (this.router != null) {
			this.client.close();
			this.router.close();
			this.one.close();
			this.two.close();
		}
	}

	@Test
	void theRequestsOfOneConnectionAreSpreadOverThePods() throws IOException {
		this.router.set(this.one.endpoint(), EndpointState.READY);
		this.router.set(this.two.endpoint(), EndpointState.READY);
		List<Outcome> outcomes = send(GET, 10);

		assertThat(outcomes).allMatch(Outcome::succeededAtOnce);
		assertThat(outcomes.subList(1, 10)).allMatch((outcome) -> outcome.first().reused());
		assertThat(this.answers).contains("pod-1", "pod-2");
		assertThat(explain(outcomes)).extracting(Attempt::pod).isEqualTo(this.answers);
	}

	@Test
	void connectionsToThePodsAreKept() throws IOException {
		this.router.set(this.one.endpoint(), EndpointState.READY);
		send(GET, 10);

		assertThat(this.one.connections()).isOne();
	}

	@Test
	void aRemovedEndpointGetsNoNewRequestWhileOneInFlightIsAnswered() throws Exception {
		this.router.set(this.one.endpoint(), EndpointState.READY);
		CompletableFuture<Outcome> inFlight = CompletableFuture.supplyAsync(this::sendHeld, THREADS);
		this.one.awaitHeld();
		this.router.set(this.two.endpoint(), EndpointState.READY);
		this.router.set(this.one.endpoint(), EndpointState.TERMINATING);
		List<Outcome> outcomes = new ArrayList<>(send(GET, 10));
		this.one.release();
		outcomes.add(inFlight.get(10, TimeUnit.SECONDS));

		assertThat(outcomes).noneMatch(Outcome::lost);
		assertThat(this.answers.subList(0, 10)).containsOnly("pod-2");
		assertThat(this.answers.get(10)).isEqualTo("pod-1");
		assertThat(explain(outcomes).get(10).pod()).isEqualTo("pod-1");
	}

	@Test
	void terminatingEndpointsGetNothingEvenAsTheLast() throws IOException {
		this.router.set(this.one.endpoint(), EndpointState.READY);
		this.router.set(this.one.endpoint(), EndpointState.TERMINATING);
		// a client that expects it has still not got an answer of the application
		List<Outcome> outcomes = new ArrayList<>(send(GET.withExpectedStatus(503), 1));
		this.router.set(this.one.endpoint(), EndpointState.READY);
		outcomes.addAll(send(GET, 1));

		assertThat(this.answers).last().isEqualTo("pod-1");
		List<Attempt> attempts = explain(outcomes);
		assertThat(attempts).extracting(Attempt::failure).containsExactly(LossCause.NO_ENDPOINT, null);
		assertThat(attempts).extracting(Attempt::pod).containsExactly(null, "pod-1");
		assertThat(attempts.get(0).detail()).isEqualTo("503 by the ingress: no endpoint was ready");
	}

	@Test
	void aPodThatRefusesIsNamed() throws IOException {
		// a port that is taken, so that nobody else listens on it, and refuses
		try (Socket taken = new Socket()) {
			taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			this.router.set(new Endpoint("pod-3", taken.getLocalPort()), EndpointState.READY);
			Attempt lost = explain(send(GET, 1)).get(0);

			assertThat(lost.failure()).isEqualTo(LossCause.BAD_GATEWAY);
			assertThat(lost.pod()).isEqualTo("pod-3");
			assertThat(lost.detail()).endsWith("by the ingress: it could not connect to the pod");
		}
	}

	@Test
	void aPodThatEndsTheConnectionBeforeItsAnswerIsNamed() throws IOException {
		this.router.set(this.one.endpoint(), EndpointState.READY);
		Attempt lost = explain(send(RequestTemplate.post("/cut", 0), 1)).get(0);

		assertThat(lost.failure()).isEqualTo(LossCause.BAD_GATEWAY);
		assertThat(lost.pod()).isEqualTo("pod-1");
		assertThat(lost.status()).isEqualTo(502);
		assertThat(lost.detail()).isEqualTo("502 by the ingress: its connection to the pod ended before an answer");
	}

	@Test
	void thePodIsNamedThatWasEndingWhenARequestOnAKeptConnectionWasLost() throws IOException {
		this.router.set(this.one.endpoint(), EndpointState.READY);
		List<Outcome> outcomes = send(GET, 1);
		Outcome lost = send(RequestTemplate.post("/cut", 0), 1).get(0);
		long sigterm = lost.first().startedNanos() - 1;
		PodEnd end = new PodEnd("pod-1", null, 0, "", "", Duration.ZERO, Duration.ofSeconds(3), 143, false);
		Deletion deletion = new Deletion("pod-1", this.directory, sigterm, Duration.ZERO, end, true, true);
		outcomes = this.router.explain(List.of(outcomes.get(0), lost), List.of(deletion));

		assertThat(outcomes).extracting((outcome) -> outcome.first().pod()).containsOnly("pod-1");
		assertThat(outcomes.get(1).first().failure())
			.isEqualTo((this.entry == Entry.HAPROXY) ? LossCause.KEEP_ALIVE_TRAP : LossCause.BAD_GATEWAY);
	}

	@Test
	void aKeptConnectionThatWasClosedWithoutAWordIsTheIngresss() {
		Attempt unlogged = new Attempt("x", null, 1, 2, true, 0, LossCause.KEEP_ALIVE_TRAP, "closed");
		Attempt lost = explain(List.of(new Outcome("POST /", unlogged, null))).get(0);

		assertThat(lost.failure())
			.isEqualTo((this.entry == Entry.HAPROXY) ? LossCause.BAD_GATEWAY : LossCause.INGRESS_RELOADED);
		assertThat(lost.pod()).isNull();
	}

	@Test
	void closingLeavesNoProcess() {
		List<ProcessHandle> processes = processes();
		assertThat(processes).isNotEmpty();
		this.router.close();

		assertThat(processes).noneMatch(ProcessHandle::isAlive);
		assertThat(processes()).isEmpty();
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), this.router.port()).close());
	}

	@Test
	void noIngressOutlivesAKilledRehearsal() throws Exception {
		Process parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), "io.shutdownstarter.test.IngressOrphanage", this.entry.name(),
				this.directory.resolve("orphaned").toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		List<ProcessHandle> processes = new ArrayList<>();
		try (BufferedReader output = parent.inputReader()) {
			for (String line = output.readLine(); !line.equals("started"); line = output.readLine()) {
				processes.add(ProcessHandle.of(Long.parseLong(line)).orElseThrow());
			}
			assertThat(processes).isNotEmpty().allMatch(ProcessHandle::isAlive);
			parent.destroyForcibly();
			for (ProcessHandle process : processes) {
				assertThat(process.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
			}
		}
	}

	@Test
	void aMissingServerIsToldWithHowToGetIt() {
		assertThatIllegalStateException().isThrownBy(() -> IngressProcess.find(this.entry, "no-such-server"))
			.withMessageStartingWith("The entry " + this.entry + " needs the program 'no-such-server'")
			.withMessageContaining("apt-get install no-such-server");
	}

	private List<ProcessHandle> processes() {
		String name = "/" + this.entry.name().toLowerCase(Locale.ROOT);
		return ProcessHandle.current()
			.descendants()
			.filter((process) -> process.info().command().orElse("").endsWith(name))
			.toList();
	}

	private List<Attempt> explain(List<Outcome> outcomes) {
		return this.router.explain(outcomes, List.of()).stream().map(Outcome::first).toList();
	}

	private RequestSender client() {
		return new RequestSender(new RequestSender.Target(this.router.port(), Duration.ofSeconds(10), System::nanoTime,
				this.router::podOf), true);
	}

	private Outcome sendHeld() {
		try (RequestSender other = client()) {
			return other.send(request(RequestTemplate.get("/held"), "held"));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private List<Outcome> send(RequestTemplate template, int times) throws IOException {
		List<Outcome> outcomes = new ArrayList<>();
		for (int i = 0; i < times; i++) {
			outcomes.add(this.client.send(request(template, "r" + this.sent++)));
		}
		return outcomes;
	}

	private PreparedRequest request(RequestTemplate template, String id) {
		return PreparedRequest.of(id, template.withCheck(this::note), 0, new SplittableRandom(1));
	}

	private @Nullable String note(Exchange exchange) {
		this.answers.add(new String(exchange.responseBody(), StandardCharsets.US_ASCII));
		return null;
	}

}

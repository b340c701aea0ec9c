package io.shutdownstarter.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationPhaseEvent;
import io.shutdownstarter.TerminationStatus.Kind;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.PinnedThreads;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a termination under load is the same on virtual threads, and that none of
 * them holds on to its carrier meanwhile. From JDK 24 on: before, every monitor does,
 * those of servers and of Spring too.
 */
@EnabledForJreRange(min = JRE.JAVA_24)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class VirtualThreadsTests {

	private static final int CLIENTS = 4;

	/**
	 * More than the requests that are served at the same moment.
	 */
	private static final int ANSWERS = 25;

	private static final Result RESULT = new Result(Map.of(Kind.SYNC, 1L, Kind.ASYNC, 1L), "sync", "async",
			Map.of("status", "200", "outcome", "drained", "abandoned", "0"), List.of(),
			List.of(TerminationPhase.PROPAGATING, TerminationPhase.DRAINING, TerminationPhase.DRAINED), 0);

	@ParameterizedTest
	@EnumSource
	void terminationUnderLoadIsTheSameOnVirtualThreadsAndPinsNone(Server server) throws Exception {
		Terminated onPlatformThreads = terminate(server, false);
		Terminated onVirtualThreads = terminate(server, true);

		assertThat(onPlatformThreads.result()).isEqualTo(RESULT);
		assertThat(onVirtualThreads.result()).isEqualTo(RESULT);
		assertThat(onVirtualThreads.threads()).isNotEmpty().allMatch((thread) -> thread.startsWith("VirtualThread["));
		assertThat(onPlatformThreads.threads()).noneMatch((thread) -> thread.startsWith("VirtualThread["));
		assertThat(onVirtualThreads.pinned().started()).isGreaterThanOrEqualTo(ANSWERS);
		assertThat(onVirtualThreads.pinned().stacks()).isEmpty();
	}

	// a recording that sees nothing proves nothing
	@Test
	void threadThatHoldsOnToItsCarrierIsSeen() throws Exception {
		try (PinnedThreads pinned = PinnedThreads.record()) {
			CompletableFuture.runAsync(PinsItsThread::initialize, new VirtualThreadTaskExecutor()).join();
			pinned.stop();

			assertThat(pinned.stacks()).anyMatch((stack) -> stack.contains(PinsItsThread.class.getName()));
		}
	}

	private static Terminated terminate(Server server, boolean virtual) throws Exception {
		try (TestServer running = TestServer.start(LoadedApplication.class, "spring.threads.virtual.enabled=" + virtual,
				"test.server=" + server.name().toLowerCase(Locale.ROOT), "shutdown-starter.propagation.minimum=100ms",
				"shutdown-starter.propagation.quiet-period=200ms");
				HttpConnection sync = HttpConnection.to(running.port());
				HttpConnection async = HttpConnection.to(running.port());
				HttpConnection hook = HttpConnection.to(running.port());
				Clients clients = new Clients(running)) {
			clients.awaitMore();
			try (PinnedThreads pinned = PinnedThreads.record()) {
				Handlers handlers = running.bean(Handlers.class);
				sync.send("GET", "/held");
				handlers.sync.awaitReached();
				async.send("GET", "/held-async");
				handlers.async.awaitReached();
				hook.send("GET", "/actuator/prestop");
				Awaitility.await().until(() -> running.termination().phase() != TerminationPhase.SERVING);
				clients.awaitMore();
				clients.stop();
				Awaitility.await().until(() -> running.termination().phase() == TerminationPhase.DRAINING);
				Map<Kind, Long> left = running.termination().status().inFlight();
				handlers.sync.open();
				handlers.async.open();

				Result result = new Result(left, sync.answer().body(), async.answer().body(), report(hook.answer()),
						clients.problems(), running.bean(Phases.class).heard(), running.inFlight().count());
				pinned.stop();
				return new Terminated(result, handlers.threads, pinned);
			}
		}
	}

	// without the times
	private static Map<?, ?> report(HttpAnswer answer) {
		Map<?, ?> report = new JsonMapper().readValue(answer.body(), Map.class);
		assertThat(Long.parseLong(String.valueOf(report.get("lateRequests")))).isGreaterThanOrEqualTo(ANSWERS);
		return Map.of("status", Integer.toString(answer.status()), "outcome", String.valueOf(report.get("outcome")),
				"abandoned", String.valueOf(report.get("abandoned")));
	}

	private enum Server {

		TOMCAT, JETTY

	}

	private record Terminated(Result result, Set<String> threads, PinnedThreads pinned) {
	}

	private record Result(Map<Kind, Long> left, String sync, String async, Map<?, ?> report, List<String> problems,
			List<TerminationPhase> phases, long inFlight) {
	}

	/**
	 * Clients that keep their connection until they are told to leave.
	 */
	private static final class Clients implements AutoCloseable {

		private final TestServer server;

		private final AtomicInteger answers = new AtomicInteger();

		private final Queue<String> problems = new ConcurrentLinkedQueue<>();

		private final List<Thread> threads = new ArrayList<>();

		private volatile boolean stopped;

		Clients(TestServer server) {
			this.server = server;
			for (int i = 0; i < CLIENTS; i++) {
				Thread thread = new Thread(this::send, "client-" + i);
				this.threads.add(thread);
				thread.start();
			}
		}

		void awaitMore() {
			int before = this.answers.get();
			Awaitility.await().until(() -> this.answers.get() >= before + ANSWERS || !this.problems.isEmpty());
		}

		List<String> problems() {
			return List.copyOf(this.problems);
		}

		void stop() throws InterruptedException {
			this.stopped = true;
			for (Thread thread : this.threads) {
				thread.join();
			}
		}

		@Override
		public void close() {
			this.stopped = true;
		}

		private void send() {
			while (!this.stopped && this.problems.isEmpty()) {
				try (HttpConnection connection = HttpConnection.to(this.server.port())) {
					while (!this.stopped && !isToldToLeave(connection)) {
						// goes on
					}
				}
				catch (Exception ex) {
					this.problems.add(ex.toString());
				}
			}
		}

		private boolean isToldToLeave(HttpConnection connection) throws Exception {
			boolean terminating = this.server.termination().phase() != TerminationPhase.SERVING;
			HttpAnswer answer = connection.send("GET", "/parked").answer();
			boolean told = answer.header("Connection").contains("close");
			if (answer.status() != 200 || !answer.body().equals("ok")) {
				this.problems.add(answer.toString());
			}
			if (terminating && !told) {
				this.problems.add("not told to leave: " + answer);
			}
			this.answers.incrementAndGet();
			return told;
		}

	}

	/**
	 * Parks the thread of every request.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Handlers.class, Phases.class })
	static class LoadedApplication {

	}

	@RestController
	static class Handlers {

		private final Gate sync = new Gate();

		private final Gate async = new Gate();

		private final Set<String> threads = ConcurrentHashMap.newKeySet();

		@GetMapping("/parked")
		String parked() {
			this.threads.add(Thread.currentThread().toString());
			return CompletableFuture
				.supplyAsync(() -> "ok", CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS))
				.join();
		}

		@GetMapping("/held")
		String held() {
			this.sync.pass();
			return "sync";
		}

		@GetMapping("/held-async")
		Object heldAsync() {
			return this.async.passLater().thenApply((ok) -> "async");
		}

	}

	static class Phases {

		private final List<TerminationPhase> heard = new ArrayList<>();

		@EventListener
		synchronized void hear(TerminationPhaseEvent event) {
			this.heard.add(event.getPhase());
		}

		synchronized List<TerminationPhase> heard() {
			return List.copyOf(this.heard);
		}

	}

	/**
	 * Waits while it is being initialized, which happens on top of a frame of the JVM
	 * itself.
	 */
	private static final class PinsItsThread {

		static {
			// no lambda: whoever ran it would wait for this class
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
		}

		static void initialize() {
			// done by then
		}

	}

}

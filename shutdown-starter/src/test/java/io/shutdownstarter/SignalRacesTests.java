package io.shutdownstarter;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

import io.shutdownstarter.TerminationCoordinator.Signal;
import io.shutdownstarter.TerminationReport.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for two signals that reach {@link TerminationCoordinator} at the same time, on
 * its real thread and clock.
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("FutureReturnValueIgnored")
class SignalRacesTests {

	private final InFlightRequests inFlight = new InFlightRequests(System::nanoTime);

	private final AtomicReference<String> readiness = new AtomicReference<>("accepting");

	private final TerminationCoordinator termination = coordinator();

	@RepeatedTest(200)
	void sigtermWinsAgainstResume() throws Exception {
		hook();
		CompletableFuture<Outcome> closed = new CompletableFuture<>();
		atOnce(() -> sigterm(closed), this.termination::resume);
		assertThat(closed.join()).isEqualTo(Outcome.DRAINED);
		assertThat(this.termination.phase()).isEqualTo(TerminationPhase.DRAINED);
		assertThat(this.readiness).hasValue("refusing");
	}

	@RepeatedTest(200)
	void hookAndSigtermAreOneTermination() throws Exception {
		InFlightRequests.AsyncRequest request = request();
		CompletableFuture<Outcome> closed = new CompletableFuture<>();
		CompletableFuture<TerminationReport> answer = new CompletableFuture<>();
		atOnce(() -> sigterm(closed), () -> this.termination.arrived().thenAccept(answer::complete));
		assertThat(closed).isNotDone();
		request.end();
		assertThat(closed.join()).isEqualTo(Outcome.DRAINED);
		assertThat(answer.join().outcome()).isEqualTo(Outcome.DRAINED);
	}

	@RepeatedTest(200)
	void twoHooksAreOneTermination() throws Exception {
		InFlightRequests.AsyncRequest request = request();
		CompletableFuture<TerminationReport> first = new CompletableFuture<>();
		CompletableFuture<TerminationReport> second = new CompletableFuture<>();
		atOnce(() -> this.termination.arrived().thenAccept(first::complete),
				() -> this.termination.arrived().thenAccept(second::complete));
		request.end();
		assertThat(first.join()).isSameAs(second.join());
	}

	@RepeatedTest(200)
	void lastEndIsSeenHoweverCloseItIsToTheSignal() throws Exception {
		InFlightRequests.AsyncRequest request = request();
		CompletableFuture<Outcome> closed = new CompletableFuture<>();
		atOnce(() -> sigterm(closed), request::end);
		assertThat(closed.join()).isEqualTo(Outcome.DRAINED);
	}

	private TerminationCoordinator coordinator() {
		// not ready: nothing but work in flight is waited for
		Readiness readiness = new Readiness() {

			@Override
			public boolean isWished() {
				return false;
			}

			@Override
			public void refuseTraffic() {
				SignalRacesTests.this.readiness.set("refusing");
			}

			@Override
			public void restore() {
				SignalRacesTests.this.readiness.set("accepting");
			}

			@Override
			public void acceptAgain() {
				// nobody else refuses it here
			}

		};
		ShutdownProperties properties = TestSettings.of("grace-period=2m", "propagation.minimum=0s",
				"propagation.quiet-period=0s", "prestop.recovery-delay=0s");
		PhaseEvents events = new PhaseEvents((event) -> {
		}, new TerminationThread("test-events")::execute);
		return new TerminationCoordinator(properties, System::nanoTime, new TerminationThread("test-termination"),
				this.inFlight, readiness, events, new TerminationMessage(false, Path.of("none")), List.of());
	}

	private void hook() {
		this.termination.arrived();
	}

	private void sigterm(CompletableFuture<Outcome> closed) {
		this.termination.closedBySignal(new Signal(null, false, false)).thenAccept(closed::complete);
	}

	private InFlightRequests.AsyncRequest request() {
		this.inFlight.begin("GET", "/");
		return this.inFlight.continueAsync();
	}

	private static void atOnce(Runnable first, Runnable second) throws InterruptedException {
		CyclicBarrier barrier = new CyclicBarrier(2);
		Thread thread = new Thread(() -> afterBarrier(barrier, second));
		thread.start();
		afterBarrier(barrier, first);
		thread.join();
	}

	private static void afterBarrier(CyclicBarrier barrier, Runnable action) {
		try {
			barrier.await();
		}
		catch (InterruptedException | BrokenBarrierException ex) {
			throw new IllegalStateException(ex);
		}
		action.run();
	}

}

package io.shutdownstarter;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

import io.shutdownstarter.TerminationReport.Outcome;

/**
 * The other door: the context is being closed. Blocks the close until the termination is
 * done, as the very first listener, since everything else that hears the event stops
 * working by it (schedulers, meter registries). Where events are delivered on other
 * threads the close does not wait for listeners, so the door is also the first lifecycle
 * bean to be stopped; whoever comes second joins.
 */
final class ContextCloseDoor implements ApplicationListener<ContextClosedEvent>, SmartLifecycle, Ordered {

	private static final Log logger = LogFactory.getLog(ContextCloseDoor.class);

	/**
	 * Part of what is kept for the close that a termination which does not end by itself
	 * may take, so that nothing of ours can hang a shutdown.
	 */
	private static final int SLACK_DIVISOR = 4;

	/**
	 * How long to wait for the answers where no clock runs, since an operator holds the
	 * pod: twice what listeners of the last event may take.
	 */
	private static final Duration WITHOUT_CLOCK = Duration.ofSeconds(2);

	private final ConfigurableApplicationContext context;

	private final TerminationCoordinator coordinator;

	private final ClosePhases phases;

	private final BooleanSupplier jvmEnding;

	private final Supplier<TerminationCoordinator.Signal> signal;

	private @Nullable CompletableFuture<Outcome> settled;

	private volatile boolean running;

	ContextCloseDoor(ConfigurableApplicationContext context, TerminationCoordinator coordinator, ClosePhases phases,
			BooleanSupplier jvmEnding, Supplier<TerminationCoordinator.Signal> signal) {
		this.context = context;
		this.coordinator = coordinator;
		this.phases = phases;
		this.jvmEnding = jvmEnding;
		this.signal = signal;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		// a child context publishes its own to the parent
		if (event.getApplicationContext() == this.context) {
			enter();
		}
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		if (this.context.isClosed()) {
			enter();
		}
		else {
			// only stopped, it may start again: that begins at SERVING
			this.coordinator.resume();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

	// a paused context goes on serving
	@Override
	public boolean isPauseable() {
		return false;
	}

	private void enter() {
		Outcome outcome = await(settled());
		TerminationBudget budget = this.coordinator.budget();
		if (budget != null) {
			this.phases.limit(budget, outcome == Outcome.ABANDONED);
		}
	}

	private synchronized CompletableFuture<Outcome> settled() {
		CompletableFuture<Outcome> settled = this.settled;
		if (settled == null) {
			settled = this.jvmEnding.getAsBoolean() ? closedBySignal() : this.coordinator.closedByProgram();
			this.settled = settled;
		}
		return settled;
	}

	private CompletableFuture<Outcome> closedBySignal() {
		CompletableFuture<Outcome> settled = this.coordinator.closedBySignal(this.signal.get());
		JvmSignal.clockStarted(this.coordinator.budget());
		return settled;
	}

	private Outcome await(CompletableFuture<Outcome> settled) {
		TerminationBudget budget = this.coordinator.budget();
		Duration left = this.coordinator.deadline().map(Deadline::remaining).orElse(WITHOUT_CLOCK);
		long slack = (budget != null) ? (budget.endNanos() - budget.deadlineNanos()) / SLACK_DIVISOR : 0;
		try {
			return settled.get(left.toNanos() + slack, TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			logger.warn("The termination did not end by its deadline, the context closes without it");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return Outcome.ABANDONED;
	}

}

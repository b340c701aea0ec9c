package io.shutdownstarter;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Gives all phases of the context's close together what is left of the grace period.
 * Spring gives each phase a time of its own (30 s in Boot), one after the other; so do
 * child contexts, such as the one of a separate management port. Nobody calls us between
 * two phases, therefore the limits are renewed by polling until the close is over.
 */
final class ClosePhases implements ApplicationListener<ContextRefreshedEvent> {

	/**
	 * Every phase may overrun by as much, which is little against the margin.
	 */
	private static final long RENEWAL_NANOS = Duration.ofMillis(20).toNanos();

	/**
	 * What destroying the beans and the exit of the JVM get, which no limit can bound: up
	 * to 1 s, as connection pools need, but no more than a quarter of what is left.
	 */
	private static final long MARGIN_NANOS = Duration.ofSeconds(1).toNanos();

	private static final int MARGIN_DIVISOR = 4;

	private final ApplicationContext context;

	private final LongSupplier nanoClock;

	private final TerminationLoop loop;

	private final List<PhaseTimeouts> timeouts = new CopyOnWriteArrayList<>();

	ClosePhases(ApplicationContext context, LongSupplier nanoClock, TerminationLoop loop) {
		this.context = context;
		this.nanoClock = nanoClock;
		this.loop = loop;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		ApplicationContext refreshed = event.getApplicationContext();
		if (refreshed == this.context || refreshed.getParent() == this.context) {
			PhaseTimeouts.of(refreshed).ifPresent(this.timeouts::add);
		}
	}

	/**
	 * Limits the close that is about to begin.
	 * @param budget the clock of the termination
	 * @param abandoned whether requests have been given up, for which the web server need
	 * not wait
	 */
	void limit(TerminationBudget budget, boolean abandoned) {
		long left = Math.max(0, budget.endNanos() - this.nanoClock.getAsLong());
		long margin = Math.min(MARGIN_NANOS, left / MARGIN_DIVISOR);
		if (abandoned) {
			this.timeouts.forEach(PhaseTimeouts::hurryWebServer);
		}
		renew(budget.endNanos() - margin);
	}

	private void renew(long endNanos) {
		long left = endNanos - this.nanoClock.getAsLong();
		this.timeouts.forEach((timeouts) -> timeouts.limit(Duration.ofNanos(Math.max(0, left))));
		if (left > 0) {
			this.loop.executeIn(() -> renew(endNanos), RENEWAL_NANOS);
		}
	}

}

package io.shutdownstarter;

import java.util.function.BooleanSupplier;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.AvailabilityState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

/**
 * Knows the application's own wish about readiness, and holds readiness down against it
 * during a termination. Other contexts' events are not ours: a management child context
 * publishes its own to the parent.
 */
final class ApplicationReadiness implements Readiness, ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

	private final ApplicationContext context;

	private final PhaseEvents events;

	private final BooleanSupplier jvmEnding;

	private boolean down;

	private ReadinessState wish;

	/**
	 * Create the bean.
	 * @param context the application's context
	 * @param availability taken as an argument so that it is created, and hears of an
	 * event, before this: an answer to an event must come after the event
	 * @param events where events are published
	 * @param jvmEnding whether a signal is ending the JVM
	 */
	ApplicationReadiness(ApplicationContext context, ApplicationAvailability availability, PhaseEvents events,
			BooleanSupplier jvmEnding) {
		this.context = context;
		this.events = events;
		this.wish = availability.getReadinessState();
		this.jvmEnding = jvmEnding;
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
		if (event.getSource() == this.context && hear(event)) {
			publish(ReadinessState.REFUSING_TRAFFIC);
		}
	}

	@Override
	public synchronized boolean isWished() {
		return this.wish == ReadinessState.ACCEPTING_TRAFFIC;
	}

	@Override
	public synchronized void refuseTraffic() {
		this.down = true;
		if (this.wish == ReadinessState.ACCEPTING_TRAFFIC) {
			this.events.run(() -> publish(ReadinessState.REFUSING_TRAFFIC));
		}
	}

	@Override
	public synchronized void restore() {
		if (this.down) {
			this.down = false;
			this.events.run(this::publishWish);
		}
	}

	@Override
	public synchronized void acceptAgain() {
		if (!this.down) {
			this.events.run(this::publishWish);
		}
	}

	private void publishWish() {
		if (isWished()) {
			publish(ReadinessState.ACCEPTING_TRAFFIC);
		}
	}

	/**
	 * Remembers the wish.
	 * @param event what somebody has published
	 * @return whether it has to be answered, since it would put the pod back
	 */
	private synchronized boolean hear(AvailabilityChangeEvent<ReadinessState> event) {
		if (event instanceof OwnChange) {
			return false;
		}
		// Boot itself refuses traffic right before it closes the context
		if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC || !this.jvmEnding.getAsBoolean()) {
			this.wish = event.getState();
		}
		return this.down && this.wish == ReadinessState.ACCEPTING_TRAFFIC;
	}

	private void publish(ReadinessState state) {
		this.context.publishEvent(new OwnChange<>(this.context, state));
	}

	/**
	 * Tells our own events from the application's.
	 */
	private static final class OwnChange<S extends AvailabilityState> extends AvailabilityChangeEvent<S> {

		OwnChange(Object source, S state) {
			super(source, state);
		}

	}

}

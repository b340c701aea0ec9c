package io.shutdownstarter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Hands events to the application's listeners, in order, on a thread of their own: what
 * listeners do can neither stop nor fail a termination.
 */
final class PhaseEvents {

	private static final Log logger = LogFactory.getLog(PhaseEvents.class);

	/**
	 * How long the end of a termination waits for listeners that are still busy with its
	 * events. A round value: short against every grace period.
	 */
	private static final long PATIENCE_MILLIS = 1000;

	private final ApplicationEventPublisher publisher;

	private final Executor thread;

	PhaseEvents(ApplicationEventPublisher publisher, Executor thread) {
		this.publisher = publisher;
		this.thread = thread;
	}

	void publish(TerminationPhaseEvent event) {
		run(() -> this.publisher.publishEvent(event));
	}

	/**
	 * Runs what calls listeners of the application.
	 * @param call the call
	 */
	void run(Runnable call) {
		this.thread.execute(() -> {
			try {
				call.run();
			}
			catch (RuntimeException ex) {
				logger.warn("A listener failed during the termination, which goes on", ex);
			}
		});
	}

	/**
	 * Runs something after the listeners have seen every event so far, or after a second.
	 * @param next what is to follow
	 */
	void afterwards(Runnable next) {
		CompletionStage<Void> seen = CompletableFuture.runAsync(() -> {
		}, this.thread).completeOnTimeout(null, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
		seen.thenRun(next);
	}

}

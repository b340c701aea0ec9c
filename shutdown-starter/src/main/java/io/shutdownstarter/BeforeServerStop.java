package io.shutdownstarter;

import org.springframework.context.SmartLifecycle;

/**
 * What has to be done when a context closes, after the wait of the termination and right
 * before the web server takes no more requests. What stops earlier may still need them to
 * be served, such as listeners of messages. A paused context goes on serving.
 *
 * @since 0.1.0
 */
public abstract class BeforeServerStop implements SmartLifecycle {

	/**
	 * Before Boot's {@code GRACEFUL_SHUTDOWN_PHASE}, the first in which it does anything
	 * to a web server: the same from Boot 3.4 on, though the constant has moved.
	 */
	private static final int PHASE = DEFAULT_PHASE - 1023;

	private volatile boolean running;

	/**
	 * For subclasses.
	 */
	protected BeforeServerStop() {
	}

	/**
	 * The web server is about to stop. Called on the thread that closes or stops the
	 * context, which waits for it.
	 */
	protected abstract void serverStops();

	@Override
	public final void start() {
		this.running = true;
	}

	@Override
	public final void stop() {
		this.running = false;
		serverStops();
	}

	@Override
	public final boolean isRunning() {
		return this.running;
	}

	@Override
	public final int getPhase() {
		return PHASE;
	}

	@Override
	public final boolean isPauseable() {
		return false;
	}

}

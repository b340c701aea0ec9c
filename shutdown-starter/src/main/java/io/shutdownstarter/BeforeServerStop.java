package io.shutdownstarter;

import org.springframework.context.SmartLifecycle;

/**
 * What has to be done when a context closes after the wait of the termination, and before
 * everything of the web server stops. A paused context goes on serving.
 *
 * @since 0.1.0
 */
public abstract class BeforeServerStop implements SmartLifecycle {

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

	// right after the termination's own
	@Override
	public final int getPhase() {
		return Integer.MAX_VALUE - 1;
	}

	@Override
	public final boolean isPauseable() {
		return false;
	}

}

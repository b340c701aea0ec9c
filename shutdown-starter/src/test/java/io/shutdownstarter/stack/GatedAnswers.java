package io.shutdownstarter.stack;

import io.shutdownstarter.support.Gate;

/**
 * How a test holds the requests of an application that answers in the ways of its stack.
 * The gate holds {@code /gated}, {@code /chunks} after its beginning,
 * {@code /no-content}, {@code /redirect}, and whatever has the header
 * {@code X-Gate: pass}. It is reached by {@code /events}, and nothing to {@code /ok},
 * {@code /ignored} and {@code /large}.
 */
public interface GatedAnswers {

	/** More than all buffers between an application and a client hold. */
	int LARGE = 64 * 1024 * 1024;

	/**
	 * Forgets the gate of the last test.
	 * @return the gate that holds requests from now on
	 */
	Gate newGate();

	/**
	 * Ends the last stream of events as the application would.
	 */
	void completeEvents();

}

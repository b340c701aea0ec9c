package io.shutdownstarter.test;

/**
 * Is told what happens while a rehearsal runs. Called on several threads, one at a time;
 * must not block.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ProgressListener {

	/**
	 * Something happened.
	 * @param line what happened and when, on one line
	 */
	void progress(String line);

	/**
	 * Something happened. Tells it as a line, until overridden.
	 * @param event what happened and when
	 */
	default void happened(TimelineEvent event) {
		progress(event.toString());
	}

	/**
	 * Listens to nothing.
	 * @return the listener
	 */
	static ProgressListener none() {
		return (line) -> {
		};
	}

}

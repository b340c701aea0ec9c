package io.shutdownstarter.test;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a rehearsal.
 *
 * @param at when, since the beginning of the rehearsal
 * @param pod the name of the pod it happened to, {@code null} if to none
 * @param kind what kind of thing it was
 * @param what what happened, in words
 * @since 0.1.0
 */
public record TimelineEvent(Duration at, @Nullable String pod, Kind kind, String what) {

	@Override
	public String toString() {
		return "%9s  %s".formatted(SecondsText.hundredths(this.at),
				(this.pod != null) ? this.pod + " " + this.what : this.what);
	}

	/**
	 * What kind of thing happened.
	 */
	public enum Kind {

		/**
		 * A pod's process was started.
		 */
		STARTED,

		/**
		 * A pod passed its readiness probe for the first time.
		 */
		READY,

		/**
		 * The router sends new connections to a pod.
		 */
		ENDPOINT_ADDED,

		/**
		 * A pod was deleted: its grace period began.
		 */
		DELETED,

		/**
		 * The router sends no new connections to a pod any more.
		 */
		ENDPOINT_REMOVED,

		/**
		 * The kubelet called the hook.
		 */
		HOOK_SENT,

		/**
		 * The hook was over.
		 */
		HOOK_OVER,

		/**
		 * The hook could not be called, or was not over in time.
		 */
		HOOK_FAILED,

		/**
		 * The process got SIGTERM.
		 */
		SIGTERM,

		/**
		 * The process got SIGKILL.
		 */
		SIGKILL,

		/**
		 * The process was gone.
		 */
		ENDED,

		/**
		 * The result of a probe changed.
		 */
		PROBE,

		/**
		 * The clients' count.
		 */
		TRAFFIC,

		/**
		 * Anything else.
		 */
		NOTE

	}

}

package io.shutdownstarter.test;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What happens to the pods of a rehearsal.
 *
 * @since 0.1.0
 */
public enum Scenario {

	/**
	 * Replica after replica is replaced, as a Deployment does with one pod of surge.
	 */
	ROLLOUT("replica after replica is replaced; a new pod is ready before an old one is deleted"),

	/**
	 * All replicas are deleted at once; the traffic pauses when every endpoint has been
	 * terminating for 2 s, and goes on as soon as new replicas are ready.
	 */
	SCALE_TO_ZERO("all replicas are deleted at once, and come back"),

	/**
	 * All pods of a node, which are all replicas but one, are deleted at once; others
	 * start meanwhile.
	 */
	NODE_DRAIN("all replicas but one are deleted at once; others start meanwhile"),

	/**
	 * The kubelet evicts a pod under pressure: whatever the grace period, the hook has 1
	 * s, and the time after SIGTERM 2 s. The endpoint is removed as after a deletion; a
	 * real one stays ready until the container is gone (kubernetes#116965), and what
	 * comes after that no application can answer.
	 */
	EVICTION("a pod is evicted, with 1 s for the hook and 2 s after SIGTERM"),

	/**
	 * A spot node goes: all its pods have 15 s, or their grace period if that is less.
	 * There is no deletion, and readiness is not probed.
	 */
	SPOT("a spot node goes: all replicas but one have 15 s"),

	/**
	 * A rollout that is taken back in its middle: new pods end that have just become
	 * ready, or are still starting.
	 */
	ROLLBACK("a rollout is taken back in its middle; a pod that is still starting is deleted too"),

	/**
	 * Somebody calls the hook of a pod that nobody deletes; then a rollout.
	 */
	STRAY_HOOK("the hook is called on a pod that nobody deletes; then a rollout"),

	/**
	 * Several of these, in an order and with pods that the seed decides.
	 */
	EVERYTHING("several of these one after the other, as the seed decides");

	private final String sentence;

	Scenario(String sentence) {
		this.sentence = sentence;
	}

	/**
	 * Returns the name of a scenario as a command line has it, for example
	 * {@code scale-to-zero}.
	 * @return the name
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Returns what happens, in a sentence without a stop.
	 * @return the sentence
	 */
	public String sentence() {
		return this.sentence;
	}

	/**
	 * Finds a scenario by its name.
	 * @param id the name, for example {@code scale-to-zero}
	 * @return the scenario
	 * @throws IllegalArgumentException if there is none of this name; the message lists
	 * all of them
	 */
	public static Scenario parse(String id) {
		return Arrays.stream(values())
			.filter((scenario) -> scenario.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("'" + id + "' is no scenario: use "
					+ Arrays.stream(values()).map(Scenario::id).collect(Collectors.joining(", "))));
	}

}

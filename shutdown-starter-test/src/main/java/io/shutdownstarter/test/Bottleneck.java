package io.shutdownstarter.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what was too slow: the pods, or the rehearsal itself and its machine, for which
 * no application is to be blamed.
 */
final class Bottleneck {

	private static final String REMEDY = "ask for a lower rate, use fewer clients, or take a larger machine";

	/** What a client wakes up too late by on a machine with time to spare is far less. */
	private static final Duration MOST_LATENESS = Duration.ofMillis(20);

	/**
	 * Who has nearly all of a processor, or of all of them, has nothing left for more.
	 */
	private static final double FULL = 0.85;

	/**
	 * On a full machine, the part from which on it is the rehearsal that fills it.
	 */
	private static final double OWN_PART = 0.25;

	/**
	 * Worth a line: a rehearsal lasts 10 s at least, and its usual stalls show nothing.
	 */
	private static final Duration LONG_STALL = Duration.ofMillis(500);

	private final Traffic.Volume volume;

	private final KitUse kit;

	Bottleneck(Traffic.Volume volume) {
		this.volume = volume;
		this.kit = volume.kit();
	}

	// Why fewer requests were sent than asked for.
	String shortfall() {
		return "the clients sent only %d of %.0f requests asked for; after a pause they were %d ms late on average, and %s: %s"
			.formatted(this.volume.sent(), this.volume.asked(), this.volume.meanLateness().toMillis(), use(), blame());
	}

	private String blame() {
		if (isRehearsal()) {
			return "the rehearsal itself is the bottleneck, not the application; " + REMEDY;
		}
		if (this.kit.machineBusy() > FULL || this.volume.meanLateness().compareTo(MOST_LATENESS) > 0) {
			return "this machine is too slow for the rate; " + REMEDY;
		}
		return "answers take too long for so few clients; add clients, or find out why the application is slow";
	}

	private boolean isRehearsal() {
		return this.kit.routerCores() > FULL
				|| (this.kit.machineBusy() > FULL && this.kit.cores() > OWN_PART * this.kit.processors());
	}

	private String use() {
		return "the rehearsal itself used %.1f of %d processors (%.1f its router), which were %.0f %% busy in all"
			.formatted(this.kit.cores(), this.kit.processors(), this.kit.routerCores(), 100 * this.kit.machineBusy());
	}

	// A client that stood still for most of its time-out could not have seen the answer.
	boolean explains(Attempt attempt) {
		long took = attempt.endedNanos() - attempt.startedNanos();
		return attempt.failure() == LossCause.TIMEOUT
				&& this.kit.stalledWithin(attempt.startedNanos(), attempt.endedNanos()).toNanos() > took / 2;
	}

	static String timeouts(long unproven, long lost) {
		return "%d of %d losses are time-outs during most of which this machine let the clients stand still, so they say nothing about the application; %s"
			.formatted(unproven, lost, REMEDY);
	}

	// What has to be known of the machine to judge how fast the pods were.
	List<String> notes() {
		List<String> notes = new ArrayList<>();
		if (this.kit.longestStall().compareTo(LONG_STALL) > 0) {
			notes.add(
					"this machine let the rehearsal stand still %d times, %s in all and %s at the longest: what was slow then need not be the application; %s"
						.formatted(this.kit.stalls().size(), SecondsText.tenths(this.kit.stalled()),
								SecondsText.tenths(this.kit.longestStall()), REMEDY));
		}
		if (isRehearsal()) {
			notes.add(use() + ": the rehearsal itself is at its limit; " + REMEDY);
		}
		return notes;
	}

}

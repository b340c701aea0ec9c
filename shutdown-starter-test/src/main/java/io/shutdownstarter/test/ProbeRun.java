package io.shutdownstarter.test;

/**
 * Counts equal results in a row, as a worker of the kubelet does
 * ({@code pkg/kubelet/prober/worker.go}): a result below its threshold leaves the state
 * as it is.
 */
final class ProbeRun {

	private final Probe probe;

	private boolean succeeding;

	private boolean last;

	private int run;

	ProbeRun(Probe probe, ProbeResult.Kind kind) {
		this.probe = probe;
		this.succeeding = kind == ProbeResult.Kind.LIVENESS;
	}

	// Returns whether the state is another one now.
	boolean add(boolean success) {
		this.run = (this.run > 0 && this.last == success) ? this.run + 1 : 1;
		this.last = success;
		int threshold = success ? this.probe.successThreshold() : this.probe.failureThreshold();
		boolean changed = this.run >= threshold && this.succeeding != success;
		this.succeeding = changed ? success : this.succeeding;
		return changed;
	}

	boolean isSucceeding() {
		return this.succeeding;
	}

}

package io.shutdownstarter.test;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * What one kubelet needs for every pod that it ends.
 */
record KubeletContext(Kubelet kubelet, Hook hook, long graceSeconds, long seed, LongSupplier nanoClock,
		KubeletEmulator.Events events) {

	KubeletContext withKubelet(Kubelet kubelet) {
		return new KubeletContext(kubelet, this.hook, this.graceSeconds, this.seed, this.nanoClock, this.events);
	}

	long nanos() {
		return this.nanoClock.getAsLong();
	}

	Duration since(long nanos) {
		return Duration.ofNanos(nanos() - nanos);
	}

	void tell(TimelineEvent.Kind kind, Pod pod, String what) {
		this.events.happened(kind, pod.name(), what);
	}

	// Of each pod's own: several are ended at the same time, in no set order.
	SplittableRandom random(Pod pod) {
		return new SplittableRandom(this.seed * 31 + pod.name().hashCode());
	}

}

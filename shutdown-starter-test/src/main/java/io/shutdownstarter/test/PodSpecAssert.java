package io.shutdownstarter.test;

import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on a workload's pod template.
 *
 * @since 0.1.0
 */
public final class PodSpecAssert extends AbstractAssert<PodSpecAssert, PodSpecWorkload> {

	PodSpecAssert(PodSpecWorkload actual) {
		super(actual, PodSpecAssert.class);
	}

	/**
	 * Goes on with one of the pod's containers.
	 * @param name the container's name
	 * @return assertions on it
	 * @throws IllegalArgumentException if there is no container of that name
	 */
	public PodSpecContainerAssert container(String name) {
		isNotNull();
		return new PodSpecContainerAssert(this.actual, this.actual.container(name));
	}

}

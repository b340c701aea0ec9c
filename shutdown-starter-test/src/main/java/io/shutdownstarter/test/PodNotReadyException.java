package io.shutdownstarter.test;

import java.io.Serial;

/**
 * A pod ended, or was not ready in time.
 */
final class PodNotReadyException extends IllegalStateException {

	@Serial
	private static final long serialVersionUID = 1;

	private final transient PodProblem problem;

	PodNotReadyException(PodProblem problem) {
		super(problem.pod() + " " + problem.detail());
		this.problem = problem;
	}

	PodProblem problem() {
		return this.problem;
	}

}

package io.shutdownstarter;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/**
 * Shows tests of other packages what SIGTERM would tell.
 */
public final class MissedHooks {

	private MissedHooks() {
	}

	/**
	 * The last call of the kubelet's hook that something else has answered.
	 * @param context the application
	 * @return the call and the status of its answer, or {@code null}
	 */
	public static @Nullable String last(ApplicationContext context) {
		MissedHook missed = context.getBean(TerminationCoordinator.class).missedHook();
		return (missed != null) ? missed.call() + " " + missed.status() : null;
	}

}

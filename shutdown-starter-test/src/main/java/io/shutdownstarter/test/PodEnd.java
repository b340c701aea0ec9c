package io.shutdownstarter.test;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a pod ended. All times are counted from its deletion.
 *
 * @param pod the pod's name
 * @param hookAnswered when the hook was over; {@code null} if there was none, or if it
 * was not over at the end of the grace period
 * @param hookStatus the status that the hook was answered with, zero if it was not; the
 * kubelet ignores it
 * @param hookBody the beginning of the hook's answer
 * @param hookFailure why the hook could not be called or answered, empty if it could
 * @param sigterm when the pod got SIGTERM; zero if it had ended before by itself
 * @param exit when its process was gone
 * @param exitCode the process's exit code, 143 after an orderly SIGTERM
 * @param killed whether it took a SIGKILL
 * @since 0.1.0
 */
public record PodEnd(String pod, @Nullable Duration hookAnswered, int hookStatus, String hookBody, String hookFailure,
		Duration sigterm, Duration exit, int exitCode, boolean killed) {
}

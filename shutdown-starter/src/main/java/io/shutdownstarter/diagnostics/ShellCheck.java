package io.shutdownstarter.diagnostics;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.shutdownstarter.FindingId;

/**
 * Whether a shell that keeps SIGTERM to itself is the container's main process, or stands
 * between its init and this JVM. As process 1 such a shell ignores the signal; below an
 * init it ends by it, the init ends with it, and the kernel kills what is left: the JVM
 * hears nothing in either case. A shell that handles SIGTERM (a script with {@code trap})
 * is taken to pass it on. A shell below any other program, such as a build that runs
 * tests in a pod, is none of the container's main processes.
 */
final class ShellCheck implements StartupCheck {

	/**
	 * What passes signals to its child, and ends with it or starts it again.
	 */
	private static final Set<String> INITS = Set.of("tini", "tini-static", "dumb-init", "docker-init", "catatonit",
			"s6-supervise", "runsv", "supervisord");

	private final Path proc;

	private final long pid;

	ShellCheck(Path proc, long pid) {
		this.proc = proc;
		this.pid = pid;
	}

	@Override
	public Optional<Finding> finding() {
		ProcessEntry process = ProcessEntry.read(this.proc, this.pid);
		ProcessEntry silent = null;
		while (process != null && process.parent() != 0) {
			process = ProcessEntry.read(this.proc, process.parent());
			if (process == null || !process.isShell()) {
				return isInit(process) ? finding(silent) : Optional.empty();
			}
			silent = process.catchesSigterm() ? silent : process;
		}
		return finding(silent);
	}

	private static boolean isInit(@Nullable ProcessEntry process) {
		return process != null && INITS.contains(process.program());
	}

	private Optional<Finding> finding(@Nullable ProcessEntry shell) {
		return Optional.ofNullable(shell)
			.map((entry) -> new Finding(FindingId.PID1_SHELL,
					"this JVM (process %d) was started by a shell (%s, process %d) that stays. %s".formatted(this.pid,
							entry.program(), entry.pid(), fate(entry)),
					"Start Java in place of the shell: with 'exec java ...' in the script, or without a shell, with "
							+ "command: [\"java\", ...] in the manifest or ENTRYPOINT [\"java\", ...] in the image"));
	}

	private static String fate(ProcessEntry shell) {
		return (shell.pid() == 1)
				? "As process 1 it ignores SIGTERM and does not pass it on, so that the context is never closed, and the pod ends by SIGKILL when its grace period is over"
				: "It ends by SIGTERM without passing it on, and the container ends with it, so that the context is never closed";
	}

}

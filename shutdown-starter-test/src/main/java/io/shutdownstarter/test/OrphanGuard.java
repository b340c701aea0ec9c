package io.shutdownstarter.test;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Ends the pods when this JVM is gone, even by SIGKILL: a shell that reads from a pipe of
 * ours, and ends what it was told of when the pipe does. Where there is no shell there is
 * no such guard, and the shutdown hook has to do.
 */
final class OrphanGuard {

	static final String SCRIPT = """
			trap '' INT TERM HUP
			pids=' '
			while read -r what pid; do
			  case $what in
			    add) pids="$pids$pid " ;;
			    end) case $pids in *" $pid "*) pids="${pids%% $pid *} ${pids#* $pid }" ;; esac ;;
			  esac
			done
			for pid in $pids; do kill -s "${pid%:*}" "${pid#*:}"; done
			""";

	// A process becomes what it is to be only when it is told to: if this JVM dies before
	// the shell knows of it, it ends by itself. Kills in the middle of a start have shown
	// that it is needed.
	static final String GATE = "read -r go && exec \"$@\" < /dev/null";

	private static final OrphanGuard instance = new OrphanGuard();

	private final @Nullable OutputStream pipe = open();

	private boolean ending;

	private OrphanGuard() {
		Runtime.getRuntime().addShutdownHook(new Thread(this::end, "rehearsal-orphan-guard"));
	}

	// Starts a pod.
	static Process start(ProcessBuilder pod) throws IOException {
		return instance.start(pod, "KILL:");
	}

	// Starts a server that ends its own processes when it is asked to.
	static Process startServer(ProcessBuilder server) throws IOException {
		return instance.start(server, "TERM:");
	}

	// A JVM that is ending runs on until its hooks are done, and must not be gone between
	// the start of a process and the word to the shell.
	private synchronized Process start(ProcessBuilder builder, String signal) throws IOException {
		if (this.ending) {
			throw new IOException("The JVM is ending, so nothing is started any more");
		}
		if (this.pipe == null) {
			return builder.start();
		}
		builder.command(Stream.concat(Stream.of("sh", "-c", GATE, "sh"), builder.command().stream()).toList());
		Process process = builder.start();
		tell("add", signal + process.pid());
		try (OutputStream gate = process.getOutputStream()) {
			gate.write('\n');
		}
		return process;
	}

	private synchronized void end() {
		this.ending = true;
	}

	static void forget(Process process) {
		instance.tell("end", "KILL:" + process.pid());
		instance.tell("end", "TERM:" + process.pid());
	}

	private static @Nullable OutputStream open() {
		try {
			return new ProcessBuilder("sh", "-c", SCRIPT).redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start()
				.getOutputStream();
		}
		catch (IOException ex) {
			return null;
		}
	}

	private synchronized void tell(String what, String pid) {
		if (this.pipe == null) {
			return;
		}
		try {
			this.pipe.write((what + " " + pid + "\n").getBytes(StandardCharsets.US_ASCII));
			this.pipe.flush();
		}
		catch (IOException ex) {
			// the shell has died: the shutdown hooks are left to end the pods
			return;
		}
	}

}

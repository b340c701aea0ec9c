package io.shutdownstarter.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The process of an ingress, in the foreground, with its files in a directory of its own.
 * It never outlives this JVM.
 */
final class IngressProcess implements AutoCloseable {

	// Both listen within some 20 ms.
	private static final Duration MOST = Duration.ofSeconds(20);

	private static final long POLL_MILLIS = 5;

	// Where servers are installed, which is not on every user's PATH.
	private static final List<String> MORE_FOLDERS = List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin");

	private final Path output;

	private final Process process;

	private final Thread lastResort;

	private IngressProcess(Path directory, Path output, List<String> command) throws IOException {
		this.output = output;
		this.process = OrphanGuard.startServer(new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile()));
		this.lastResort = new Thread(this.process::destroy, "rehearsal-last-resort-ingress");
		Runtime.getRuntime().addShutdownHook(this.lastResort);
	}

	// Starts a server, and blocks until it listens on the port.
	static IngressProcess start(Path directory, Path output, int port, List<String> command) throws IOException {
		IngressProcess started = new IngressProcess(directory, output, command);
		try {
			started.await(() -> listens(port));
			return started;
		}
		catch (RuntimeException ex) {
			started.close();
			throw ex;
		}
	}

	// Finds a program, or says how to get it.
	static String find(Entry entry, String program) {
		String path = System.getenv().getOrDefault("PATH", "");
		return Stream.concat(Stream.of(path.split(":")), MORE_FOLDERS.stream())
			.map((folder) -> Path.of(folder, program))
			.filter(Files::isExecutable)
			.findFirst()
			.map(Path::toString)
			.orElseThrow(() -> new IllegalStateException(
					"The entry %1$s needs the program '%2$s', which is neither on the PATH nor in %3$s: install it (Debian, Ubuntu: apt-get install %2$s; macOS: brew install %2$s), or rehearse with the entry SERVICE"
						.formatted(entry, program, String.join(", ", MORE_FOLDERS))));
	}

	// Blocks until a condition holds; asks because the server cannot call us.
	void await(Condition condition) throws IOException {
		long deadline = System.nanoTime() + MOST.toNanos();
		try {
			while (!condition.holds()) {
				if (this.process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
					throw failed("ended with " + this.process.exitValue());
				}
				if (System.nanoTime() - deadline > 0) {
					throw failed("did not do within " + MOST.toSeconds() + " s what it was asked for");
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw failed("was not waited for: this thread was interrupted");
		}
	}

	private IllegalStateException failed(String what) throws IOException {
		return new IllegalStateException(
				"The ingress " + what + "; its output in " + this.output + ":\n" + Files.readString(this.output));
	}

	private static boolean listens(int port) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	// Ends the process and those that it has started. Blocks until they are gone, at most
	// for 20 s.
	@Override
	public void close() {
		List<ProcessHandle> all = Stream.concat(this.process.descendants(), Stream.of(this.process.toHandle()))
			.toList();
		this.process.destroy();
		for (ProcessHandle one : all) {
			end(one);
		}
		OrphanGuard.forget(this.process);
		try {
			Runtime.getRuntime().removeShutdownHook(this.lastResort);
		}
		catch (IllegalStateException ex) {
			// the JVM is ending, and the hook has nothing left to do
			return;
		}
	}

	private static void end(ProcessHandle process) {
		try {
			process.onExit().get(5, TimeUnit.SECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			process.destroyForcibly();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			process.destroyForcibly();
		}
	}

	/**
	 * Something to wait for.
	 */
	@FunctionalInterface
	interface Condition {

		boolean holds() throws IOException;

	}

}

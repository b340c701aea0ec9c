package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A replica of the application: a real process on loopback. It never outlives this JVM.
 *
 * @since 0.1.0
 */
public final class Pod implements AutoCloseable {

	private final String name;

	private final int port;

	private final int managementPort;

	private final Path directory;

	private final int restarts;

	private final PodCommand command;

	private final Neighbours neighbours;

	private final Probers probers = new Probers();

	private final Path log;

	private final Path accessLogs;

	private final Process process;

	private final Thread lastResort;

	private Pod(PodCommand command, String name, Path directory, int port, int managementPort, int restarts,
			Neighbours neighbours) throws IOException {
		this.command = command;
		this.neighbours = neighbours;
		this.name = name;
		this.directory = directory;
		this.port = port;
		this.managementPort = managementPort;
		this.restarts = restarts;
		this.log = directory.resolve((restarts == 0) ? name + ".log" : name + "-restart-" + restarts + ".log");
		this.accessLogs = Files.createDirectories(directory.resolve(name + "-served"));
		List<String> words = neighbours
			.fillIn(command.words(name, this.port, this.managementPort, this.accessLogs.toAbsolutePath()));
		ProcessBuilder builder = new ProcessBuilder(JavaProgram.shorten(words, directory.resolve(name + ".classpath")));
		JavaProgram.removeDebugger(builder.environment());
		builder.environment().putAll(command.environment());
		this.process = OrphanGuard.start(builder.redirectErrorStream(true).redirectOutput(this.log.toFile()));
		this.lastResort = new Thread(this.process::destroyForcibly, "rehearsal-last-resort-" + name);
		Runtime.getRuntime().addShutdownHook(this.lastResort);
	}

	/**
	 * Starts a pod; does not wait until it is ready.
	 * @param command how to start it
	 * @param name its name, which also names its files
	 * @param directory an existing directory for its output and its own count
	 * @return the pod
	 * @throws IOException if it cannot be started
	 */
	public static Pod start(PodCommand command, String name, Path directory) throws IOException {
		int port = Ports.free();
		Neighbours neighbours = Neighbours.of(command);
		try {
			forgetEarlierCounts(directory.resolve(name + "-served"));
			return new Pod(command, name, directory, port, command.sharedPort() ? port : Ports.free(), 0, neighbours);
		}
		catch (IOException ex) {
			neighbours.close();
			throw ex;
		}
	}

	// A rehearsal before may have used the same directory.
	private static void forgetEarlierCounts(Path accessLogs) throws IOException {
		if (Files.isDirectory(accessLogs)) {
			try (Stream<Path> files = Files.list(accessLogs)) {
				for (Path file : files.toList()) {
					Files.delete(file);
				}
			}
		}
	}

	/**
	 * Starts the container anew in the same pod, as the kubelet does when it has ended by
	 * itself, by a failed liveness probe or by a lack of memory: the same name, command,
	 * ports and files, and a log of its own. Closes this one; does not wait until the new
	 * one is ready.
	 * @return the pod with the new container
	 * @throws IOException if it cannot be started
	 */
	public Pod restart() throws IOException {
		end();
		return new Pod(this.command, this.name, this.directory, this.port, this.managementPort, this.restarts + 1,
				this.neighbours);
	}

	/**
	 * Returns the pod's name.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Returns the application's port.
	 * @return the port on loopback
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Returns the management port, which is the application's if they share one.
	 * @return the port on loopback
	 */
	public int managementPort() {
		return this.managementPort;
	}

	/**
	 * Returns the file with all that the process has printed.
	 * @return the file
	 */
	public Path log() {
		return this.log;
	}

	/**
	 * Returns the process.
	 * @return the process
	 */
	public Process process() {
		return this.process;
	}

	Neighbours neighbours() {
		return this.neighbours;
	}

	Probers probers() {
		return this.probers;
	}

	/**
	 * Reads the pod's own count.
	 * @return the requests that it says it has answered, {@code null} if it keeps no
	 * count
	 * @throws IOException if the count cannot be read
	 */
	public @Nullable List<ServedRequest> served() throws IOException {
		return this.command.servedLog().read(this.accessLogs);
	}

	/**
	 * Blocks until the pod is ready; asks ten times a second, because nothing can call
	 * us.
	 * @param atMost the upper bound
	 * @throws InterruptedException if interrupted
	 * @throws IllegalStateException if the pod ends, or is not ready in time
	 */
	public void awaitReady(Duration atMost) throws InterruptedException {
		new StartProbe(this, this.command).await(atMost);
	}

	/**
	 * Ends the process at once, if it is not ended. Blocks until it is gone, at most for
	 * 10 s.
	 */
	@Override
	public void close() {
		end();
		this.neighbours.close();
	}

	private void end() {
		this.probers.close();
		this.process.destroyForcibly();
		this.process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
		OrphanGuard.forget(this.process);
		try {
			Runtime.getRuntime().removeShutdownHook(this.lastResort);
		}
		catch (IllegalStateException ex) {
			// the JVM is ending, and the hook has nothing left to do
			return;
		}
	}

}

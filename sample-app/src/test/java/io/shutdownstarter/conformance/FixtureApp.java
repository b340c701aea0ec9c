package io.shutdownstarter.conformance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.shutdownstarter.conformance.fixture.ServingApp;
import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.KubeletEmulator;
import io.shutdownstarter.test.Pod;
import io.shutdownstarter.test.PodCommand;
import io.shutdownstarter.test.PodEnd;
import io.shutdownstarter.test.ServedLog;
import io.shutdownstarter.test.ServedRequest;

/**
 * A fixture application as a process of its own, run by this JVM's own Java.
 */
final class FixtureApp implements AutoCloseable {

	/**
	 * Generous: several of them start at the same time on a small machine.
	 */
	static final Duration START = Duration.ofMinutes(2);

	/**
	 * What everything that has no time of its own to keep must be done in.
	 */
	static final Duration SOON = Duration.ofSeconds(30);

	static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	private static final Path OUTPUT = Path.of("target", "conformance");

	private static final Duration POLL = Duration.ofMillis(10);

	private final Pod pod;

	private final Path messageFile;

	private final CompletableFuture<Long> exitNanos;

	private volatile long signalledNanos;

	private FixtureApp(Pod pod, Path messageFile) {
		this.pod = pod;
		this.messageFile = messageFile;
		// taken when it happens, and not when somebody asks
		this.exitNanos = pod.process().onExit().thenApply((process) -> System.nanoTime());
	}

	static Builder serving(String name) {
		return new Builder(ServingApp.class, name);
	}

	static Builder of(Class<?> main, String name) {
		return new Builder(main, name);
	}

	Pod pod() {
		return this.pod;
	}

	Process process() {
		return this.pod.process();
	}

	void awaitUp() {
		awaitLine("fixture is up", START);
	}

	HttpConnection connect() throws IOException {
		return HttpConnection.open(this.pod.port());
	}

	HttpConnection connectToManagement() throws IOException {
		return HttpConnection.open(this.pod.managementPort());
	}

	HttpAnswer get(String path) throws IOException {
		try (HttpConnection connection = connect()) {
			return connection.get(path);
		}
	}

	HttpAnswer management(String path) throws IOException {
		try (HttpConnection connection = connectToManagement()) {
			return connection.get(path);
		}
	}

	HttpAnswer probe(String path) throws IOException {
		try (HttpConnection connection = connectToManagement()) {
			return connection.get(path, "User-Agent: kube-probe/1.34", "Accept: */*", "Connection: close");
		}
	}

	HttpAnswer readiness() throws IOException {
		return probe("/actuator/health/readiness");
	}

	HttpAnswer liveness() throws IOException {
		return probe("/actuator/health/liveness");
	}

	/**
	 * Begins a request that stays in flight until {@link #release(String)}.
	 * @param name the name of the request
	 * @return its answer; it is in flight when this method returns
	 */
	CompletableFuture<HttpAnswer> hold(String name) {
		CompletableFuture<HttpAnswer> answer = async(() -> get("/hold/" + name + "?secret=1"));
		awaitLine("holding " + name);
		return answer;
	}

	void release(String name) throws IOException {
		get("/control/release/" + name);
	}

	CompletableFuture<HttpAnswer> hook() {
		return async(() -> management("/actuator/prestop"));
	}

	/**
	 * Begins a hook call whose connection the caller closes.
	 * @return the connection, on which the call is under way
	 * @throws IOException if there is none
	 */
	HttpConnection hookConnection() throws IOException {
		HttpConnection connection = connectToManagement();
		connection.send("GET /actuator/prestop HTTP/1.1\r\nHost: 127.0.0.1:" + this.pod.managementPort()
				+ "\r\nUser-Agent: kube-lifecycle/1.34\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n\r\n");
		return connection;
	}

	void sigterm() {
		this.signalledNanos = System.nanoTime();
		process().destroy();
	}

	void signal(String name) throws IOException {
		this.signalledNanos = System.nanoTime();
		new ProcessBuilder("kill", "-" + name, Long.toString(process().pid())).inheritIO().start();
	}

	void exit() throws IOException {
		exitBegins();
		get("/control/exit");
	}

	/**
	 * Ends the pod as the kubelet does.
	 * @param hook the manifest's hook
	 * @param gracePeriod the time that the pod really has
	 * @return how it ended
	 */
	PodEnd terminate(Hook hook, Duration gracePeriod) {
		return terminate(new KubeletEmulator(hook, gracePeriod, 1));
	}

	PodEnd terminate(KubeletEmulator kubelet) {
		try {
			this.signalledNanos = System.nanoTime();
			return kubelet.terminate(this.pod);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Starts the container anew in the same pod.
	 * @return the application, which has become ready
	 */
	FixtureApp restart() {
		try {
			return new FixtureApp(this.pod.restart(), this.messageFile).ready();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private FixtureApp ready() {
		try {
			awaitUp();
			return this;
		}
		catch (Throwable ex) {
			close();
			throw ex;
		}
	}

	/**
	 * The message that Kubernetes shows for the ended container.
	 * @param policy the container's {@code terminationMessagePolicy}
	 * @return the message
	 */
	String terminationMessage(TerminationMessagePolicy policy) {
		return policy.message(this.messageFile, this.pod.log(), process().exitValue());
	}

	/**
	 * The process ends itself from now on.
	 */
	void exitBegins() {
		this.signalledNanos = System.nanoTime();
	}

	/**
	 * Waits for the end of the process.
	 * @return the time since the signal
	 */
	Duration awaitExit() {
		return awaitExit(SOON);
	}

	Duration awaitExit(Duration atMost) {
		return Duration.ofNanos(get(this.exitNanos, atMost) - this.signalledNanos);
	}

	List<String> lines() {
		try {
			return Files.readString(this.pod.log(), StandardCharsets.UTF_8).lines().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Where a line is in the output.
	 * @param text a part of the line
	 * @return the index of the first such line, or -1
	 */
	int lineOf(String text) {
		return lines().stream().map((line) -> line.contains(text)).toList().indexOf(true);
	}

	String line(String text) {
		return lines().stream().filter((line) -> line.contains(text)).findFirst().orElse("");
	}

	void awaitLine(String text) {
		awaitLine(text, SOON);
	}

	/**
	 * Waits for a line of the output; looks again and again, since nothing can call us.
	 * @param text a part of the line
	 * @param atMost the upper bound
	 */
	void awaitLine(String text, Duration atMost) {
		await(text, 1, atMost);
	}

	void awaitLines(String text, int count) {
		await(text, count, SOON);
	}

	private void await(String text, int count, Duration atMost) {
		long began = System.nanoTime();
		while (count(text) < count) {
			boolean goesOn = livesOnFor(POLL) && System.nanoTime() - began < atMost.toNanos();
			// once more: the last words of a process
			if (!goesOn && count(text) < count) {
				throw new AssertionError(
						this.pod.name() + " did not write '" + text + "' but:\n" + String.join("\n", lines()));
			}
		}
	}

	private long count(String text) {
		return lines().stream().filter((line) -> line.contains(text)).count();
	}

	/**
	 * Lets time pass.
	 * @param time the time
	 * @return whether the process is alive after it
	 */
	boolean livesOnFor(Duration time) {
		try {
			return !process().waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Runs something on a thread of its own.
	 * @param <T> the type of its result
	 * @param call what to run
	 * @return the result
	 */
	static <T> CompletableFuture<T> async(Callable<T> call) {
		CompletableFuture<T> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				result.complete(call.call());
			}
			catch (Exception ex) {
				result.completeExceptionally(ex);
			}
		}, "conformance-client");
		thread.setDaemon(true);
		thread.start();
		return result;
	}

	static <T> T get(CompletableFuture<T> future) {
		return get(future, SOON);
	}

	static <T> T get(CompletableFuture<T> future, Duration atMost) {
		try {
			return future.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			throw new AssertionError("Did not come within " + atMost.toSeconds() + " s: " + ex, ex);
		}
	}

	static Stream<String> classPathEntries() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1));
	}

	@Override
	public void close() {
		List<ProcessHandle> children = process().descendants().toList();
		this.pod.close();
		children.forEach(ProcessHandle::destroyForcibly);
		if (!children.isEmpty()) {
			throw new AssertionError("The process has started others: " + children);
		}
	}

	/**
	 * How an application is started.
	 */
	static final class Builder {

		private final Class<?> main;

		private final String name;

		private final List<String> launcher = new ArrayList<>();

		private final List<String> arguments = new ArrayList<>(List.of("--spring.config.name=conformance",
				"--spring.main.banner-mode=off", "--shutdown-starter.propagation.ignored-paths=/control/**"));

		private final List<String> jvmArguments = new ArrayList<>();

		private final List<String> unwantedJars = new ArrayList<>();

		private @Nullable Path messageFile;

		private boolean sharedPort;

		private boolean local;

		private Builder(Class<?> main, String name) {
			this.main = main;
			this.name = name;
		}

		/**
		 * Adds settings of the starter.
		 * @param settings names without the prefix, and values
		 * @return this
		 */
		Builder settings(String... settings) {
			for (String setting : settings) {
				this.arguments.add("--shutdown-starter." + setting);
			}
			return this;
		}

		Builder arguments(String... arguments) {
			this.arguments.addAll(List.of(arguments));
			return this;
		}

		Builder sharedPort() {
			this.sharedPort = true;
			return this;
		}

		Builder local() {
			this.local = true;
			return this;
		}

		/**
		 * Adds words before {@code java}.
		 * @param words a program that starts what follows it
		 * @return this
		 */
		Builder launchedBy(String... words) {
			this.launcher.addAll(List.of(words));
			return this;
		}

		Builder jvmArguments(String... arguments) {
			this.jvmArguments.addAll(List.of(arguments));
			return this;
		}

		/**
		 * Takes another file for the termination message than the one that is made and
		 * set otherwise.
		 * @param file the file as the kubelet sees it
		 * @return this
		 */
		Builder messageFile(Path file) {
			this.messageFile = file;
			return this;
		}

		Builder withoutJars(String... names) {
			this.unwantedJars.addAll(List.of(names));
			return this;
		}

		/**
		 * Starts the application.
		 * @return the application, which has become ready
		 */
		FixtureApp start() {
			return launch().ready();
		}

		/**
		 * Starts the application.
		 * @return the application, which is not ready yet
		 */
		FixtureApp launch() {
			try {
				Files.createDirectories(OUTPUT);
				if (this.messageFile == null) {
					// as the kubelet makes one for each container
					this.messageFile = OUTPUT.resolve(this.name + "-termination-message").toAbsolutePath();
					Files.writeString(this.messageFile, "");
					settings("termination-message.path=" + this.messageFile);
				}
				return new FixtureApp(Pod.start(command(), this.name, OUTPUT), this.messageFile);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private PodCommand command() {
			if (this.local) {
				this.launcher.addAll(List.of("env", "-u", "KUBERNETES_SERVICE_HOST", "-u", "KUBERNETES_SERVICE_PORT"));
			}
			// a start in a third of the time, nothing else
			this.launcher.addAll(List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
			if (this.unwantedJars.isEmpty()) {
				this.launcher.addAll(ClassArchive.options());
			}
			this.launcher.addAll(this.jvmArguments);
			this.launcher.addAll(List.of("-cp", classPath(), this.main.getName()));
			PodCommand command = PodCommand.of(this.launcher)
				.withArguments(this.arguments.toArray(String[]::new))
				.withServedLog(new NoLog());
			return this.sharedPort ? command.withSharedPort() : command;
		}

		private String classPath() {
			return ClassArchive.classPath(classPathEntries().filter(this::isWanted).toList());
		}

		private boolean isWanted(String entry) {
			String file = Path.of(entry).getFileName().toString();
			return this.unwantedJars.stream().noneMatch(file::startsWith);
		}

	}

	private static final class NoLog implements ServedLog {

		@Override
		public List<String> arguments() {
			return List.of();
		}

		@Override
		public List<ServedRequest> read(Path directory) {
			return List.of();
		}

	}

}

package io.shutdownstarter.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a pod's process is started. In its arguments <code>{port}</code>,
 * <code>{managementPort}</code>, <code>{accessLogDir}</code> and <code>{name}</code>
 * stand for the pod's own values. <code>{neighbourPort:8081}</code> stands for the port
 * of a neighbour container that hands on connections to port 8081 of loopback, as the
 * proxy of a database or a mesh does, until the {@link Kubelet} ends it.
 *
 * @param launcher the first words, for example the path of {@code java}
 * @param target the words after the JVM's arguments, for example {@code -jar app.jar}
 * @param arguments the program's arguments
 * @param environment what is added to this process's environment
 * @param sharedPort whether management is served on the application's port
 * @param managementTls whether the management port speaks TLS
 * @param readinessPath what answers 200 on the management port as soon as the pod is
 * ready
 * @param servedLog the pods' own count
 * @since 0.1.0
 */
public record PodCommand(List<String> launcher, List<String> target, List<String> arguments,
		Map<String, String> environment, boolean sharedPort, boolean managementTls, String readinessPath,
		ServedLog servedLog) {

	private static final String READINESS = "/actuator/health/readiness";

	/** What every container on Kubernetes has: by these Spring Boot knows where it is. */
	private static final Map<String, String> KUBERNETES = Map.of("KUBERNETES_SERVICE_HOST", "127.0.0.1",
			"KUBERNETES_SERVICE_PORT", "443");

	public PodCommand {
		launcher = List.copyOf(launcher);
		target = List.copyOf(target);
		arguments = List.copyOf(arguments);
		environment = Map.copyOf(environment);
	}

	/**
	 * A Spring Boot application as a jar, run by this process's Java.
	 * @param jar the executable jar
	 * @return the command
	 */
	public static PodCommand jar(Path jar) {
		return java(List.of("-jar", jar.toAbsolutePath().toString()));
	}

	/**
	 * A Spring Boot application from this process's class path, run by this process's
	 * Java.
	 * @param mainClass the name of the main class
	 * @return the command
	 */
	public static PodCommand mainClass(String mainClass) {
		return mainClass(mainClass, JavaProgram.classPath());
	}

	/**
	 * A Spring Boot application from a class path, run by this process's Java.
	 * @param mainClass the name of the main class
	 * @param classPath its class path, as {@code java -cp} takes it
	 * @return the command
	 */
	public static PodCommand mainClass(String mainClass, String classPath) {
		return java(List.of("-cp", classPath, mainClass));
	}

	/**
	 * Any program that takes a Spring Boot application's arguments.
	 * @param command the program and its first arguments
	 * @return the command
	 */
	public static PodCommand of(List<String> command) {
		return new PodCommand(command, List.of(), List.of(), KUBERNETES, false, false, READINESS, ServedLog.ofServer());
	}

	private static PodCommand java(List<String> target) {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		return new PodCommand(List.of(java), target, List.of(), KUBERNETES, false, false, READINESS,
				ServedLog.ofServer());
	}

	/**
	 * Returns a copy with more arguments of the JVM, placed behind the launcher.
	 * @param jvmArguments the arguments
	 * @return the copy
	 */
	public PodCommand withJvmArguments(String... jvmArguments) {
		return new PodCommand(join(this.launcher, List.of(jvmArguments)), this.target, this.arguments, this.environment,
				this.sharedPort, this.managementTls, this.readinessPath, this.servedLog);
	}

	/**
	 * Returns a copy with more arguments of the program.
	 * @param arguments the arguments
	 * @return the copy
	 */
	public PodCommand withArguments(String... arguments) {
		return new PodCommand(this.launcher, this.target, join(this.arguments, List.of(arguments)), this.environment,
				this.sharedPort, this.managementTls, this.readinessPath, this.servedLog);
	}

	/**
	 * Returns a copy with one more environment variable.
	 * @param name the variable's name
	 * @param value its value
	 * @return the copy
	 */
	public PodCommand withEnvironment(String name, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.environment);
		more.put(name, value);
		return new PodCommand(this.launcher, this.target, this.arguments, more, this.sharedPort, this.managementTls,
				this.readinessPath, this.servedLog);
	}

	/**
	 * Returns a copy whose management endpoints are on the application's port.
	 * @return the copy
	 */
	public PodCommand withSharedPort() {
		return new PodCommand(this.launcher, this.target, this.arguments, this.environment, true, this.managementTls,
				this.readinessPath, this.servedLog);
	}

	/**
	 * Returns a copy whose management port, which is the application's if they share one,
	 * speaks TLS: it is asked for readiness over TLS, and any certificate is taken, as
	 * with {@code scheme: HTTPS} in the manifest. Hook and probes say so by themselves.
	 * @return the copy
	 * @see Hook#withTls()
	 * @see Probe#withTls()
	 */
	public PodCommand withManagementTls() {
		return new PodCommand(this.launcher, this.target, this.arguments, this.environment, this.sharedPort, true,
				this.readinessPath, this.servedLog);
	}

	/**
	 * Returns a copy with another way of counting.
	 * @param servedLog the pods' own count
	 * @return the copy
	 */
	public PodCommand withServedLog(ServedLog servedLog) {
		return new PodCommand(this.launcher, this.target, this.arguments, this.environment, this.sharedPort,
				this.managementTls, this.readinessPath, servedLog);
	}

	/**
	 * Returns a copy that is ready when another path answers.
	 * @param path the path on the management port
	 * @return the copy
	 */
	public PodCommand withReadinessPath(String path) {
		return new PodCommand(this.launcher, this.target, this.arguments, this.environment, this.sharedPort,
				this.managementTls, path, this.servedLog);
	}

	// What can be told before a pod is started.
	void check() {
		if (this.target.size() == 2 && this.target.get(0).equals("-jar")) {
			Path jar = Path.of(this.target.get(1));
			Assert.isTrue(Files.isRegularFile(jar), () -> "There is no jar " + jar
					+ ": build it first, and give its path as seen from " + Path.of("").toAbsolutePath());
		}
	}

	/**
	 * Returns all words of a pod's command line.
	 * @param name the pod's name
	 * @param port the application's port
	 * @param managementPort the management port
	 * @param accessLogs the directory for the pod's own count
	 * @return the words, with the placeholders filled in
	 */
	List<String> words(String name, int port, int managementPort, Path accessLogs) {
		List<String> words = new ArrayList<>(this.launcher);
		words.addAll(this.target);
		words.add("--server.port={port}");
		if (!this.sharedPort) {
			words.add("--management.server.port={managementPort}");
		}
		words.addAll(this.servedLog.arguments());
		words.addAll(this.arguments);
		words.replaceAll((word) -> word.replace("{port}", Integer.toString(port))
			.replace("{managementPort}", Integer.toString(managementPort))
			.replace("{accessLogDir}", accessLogs.toString())
			.replace("{name}", name));
		return words;
	}

	private static List<String> join(List<String> first, List<String> second) {
		List<String> all = new ArrayList<>(first);
		all.addAll(second);
		return all;
	}

}

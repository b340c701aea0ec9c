package io.shutdownstarter.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A pod that prints what the kubelet does to it.
 */
final class PrintingPod implements AutoCloseable {

	static final Hook HOOK = Hook.http("/prestop");

	private final Pod pod;

	PrintingPod(Pod pod) {
		this.pod = pod;
	}

	static PrintingPod start(Path directory, String name, String... arguments) throws Exception {
		PodCommand command = PodCommand.mainClass("io.shutdownstarter.test.fixture.PrintingProgram")
			.withJvmArguments("-Xmx32m", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
			.withArguments(arguments);
		PrintingPod pod = new PrintingPod(Pod.start(command, name, directory));
		pod.awaitLine("up");
		return pod;
	}

	Pod pod() {
		return this.pod;
	}

	List<String> lines() throws IOException {
		return Files.readAllLines(this.pod.log());
	}

	// Looks again and again: nobody can call us. The test's own timeout ends it.
	void awaitLine(String line) throws Exception {
		boolean ended = false;
		while (!lines().contains(line)) {
			if (ended) {
				throw new AssertionError("'" + line + "' was not printed, but " + lines());
			}
			ended = this.pod.process().waitFor(10, TimeUnit.MILLISECONDS);
		}
	}

	int get(String path) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.pod.managementPort() + path))
			.timeout(Duration.ofSeconds(20))
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
	}

	static <T> CompletableFuture<T> async(Callable<T> call) {
		CompletableFuture<T> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				result.complete(call.call());
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		});
		thread.setDaemon(true);
		thread.start();
		return result;
	}

	@Override
	public void close() {
		this.pod.close();
	}

}

package io.shutdownstarter.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * All pods of a rehearsal. None outlives it.
 */
final class Fleet implements AutoCloseable {

	// Nothing is in flight any more; a pod that would take its time is not waited for.
	private static final Duration PLAIN_END = Duration.ofSeconds(2);

	private final PodCommand command;

	private final Path directory;

	private final List<Pod> pods = new CopyOnWriteArrayList<>();

	Fleet(PodCommand command, Path directory) {
		this.command = command;
		this.directory = directory;
	}

	Pod start() {
		try {
			Pod pod = Pod.start(this.command, "pod-" + (this.pods.size() + 1), this.directory);
			this.pods.add(pod);
			return pod;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("A pod could not be started", ex);
		}
	}

	// The same pod with another container.
	Pod restart(Pod old) {
		try {
			Pod pod = old.restart();
			this.pods.replaceAll((each) -> (each == old) ? pod : each);
			return pod;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("A pod could not be restarted", ex);
		}
	}

	// Ends what is still running; blocks for a few seconds at most.
	void end() throws InterruptedException {
		this.pods.forEach((pod) -> pod.process().destroy());
		CompletableFuture<?>[] exits = this.pods.stream()
			.map((pod) -> pod.process().onExit())
			.toArray(CompletableFuture<?>[]::new);
		try {
			CompletableFuture.allOf(exits).get(PLAIN_END.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			close();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("Waiting for a process failed", ex);
		}
	}

	// What the pods say they have answered, or null if none of them keeps a count. One
	// that has none beside others that have, says it has answered nothing.
	@Nullable List<ServedRequest> served() {
		List<ServedRequest> all = new ArrayList<>();
		boolean counted = false;
		for (Pod pod : this.pods) {
			List<ServedRequest> served = served(pod);
			counted |= served != null;
			all.addAll((served != null) ? served : List.of());
		}
		return counted ? all : null;
	}

	private static @Nullable List<ServedRequest> served(Pod pod) {
		try {
			return pod.served();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The count of " + pod.name() + " cannot be read", ex);
		}
	}

	@Override
	public void close() {
		this.pods.forEach(Pod::close);
	}

}

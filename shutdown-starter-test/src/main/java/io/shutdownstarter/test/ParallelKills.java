package io.shutdownstarter.test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Ends containers at the same time, by a thread each.
 */
final class ParallelKills {

	private final List<CompletableFuture<PodEnd>> ends = new ArrayList<>();

	void begin(Pod container, Callable<PodEnd> kill) {
		CompletableFuture<PodEnd> end = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				end.complete(kill.call());
			}
			catch (Throwable ex) {
				end.completeExceptionally(ex);
			}
		}, "rehearsal-kubelet-" + container.name());
		thread.setDaemon(true);
		thread.start();
		this.ends.add(end);
	}

	// Blocks until all have ended; in the order in which they were begun.
	List<PodEnd> await() throws InterruptedException {
		List<PodEnd> all = new ArrayList<>();
		for (CompletableFuture<PodEnd> end : this.ends) {
			try {
				all.add(end.get());
			}
			catch (ExecutionException ex) {
				throw new IllegalStateException("A container could not be ended", ex);
			}
		}
		return all;
	}

}

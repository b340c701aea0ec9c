package io.shutdownstarter.test;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.apache.hc.core5.http.HttpException;

/**
 * One probe of one container, on a thread of its own: at once, and once each period. It
 * asks again and again because that is what it plays; it ends with the process, and after
 * a failure of liveness, since the container is restarted then.
 */
final class Prober implements Runnable {

	private final Pod pod;

	private final ProbeResult.Kind kind;

	private final Probe probe;

	private final Consumer<ProbeResult> changes;

	private final CompletableFuture<Void> stopped = new CompletableFuture<>();

	private String detail = "";

	Prober(Pod pod, ProbeResult.Kind kind, Probe probe, Consumer<ProbeResult> changes) {
		this.pod = pod;
		this.kind = kind;
		this.probe = probe;
		this.changes = changes;
	}

	ProbeResult.Kind kind() {
		return this.kind;
	}

	void start() {
		Thread thread = new Thread(this, "rehearsal-probe-" + this.pod.name());
		thread.setDaemon(true);
		thread.start();
	}

	// Does not wait for a probe that is under way, but nothing more is told of it.
	void stop() {
		this.stopped.complete(null);
	}

	@Override
	public void run() {
		CompletableFuture<?> over = CompletableFuture.anyOf(this.pod.process().onExit(), this.stopped);
		ProbeRun run = new ProbeRun(this.probe, this.kind);
		long period = this.probe.period().toNanos();
		long began = System.nanoTime();
		do {
			boolean changed = run.add(succeeds());
			tell(changed && this.pod.process().isAlive(), run.isSucceeding());
			if (changed && this.kind == ProbeResult.Kind.LIVENESS) {
				return;
			}
		}
		while (!isDoneWithin(over, period - (System.nanoTime() - began) % period));
		// the kubelet takes a container that is not running for one that is not ready
		this.detail = "the process has ended";
		tell(this.kind == ProbeResult.Kind.READINESS && run.isSucceeding(), false);
	}

	private static boolean isDoneWithin(CompletableFuture<?> future, long nanos) {
		try {
			future.get(nanos, TimeUnit.NANOSECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return true;
		}
	}

	private void tell(boolean changed, boolean succeeded) {
		if (changed && !this.stopped.isDone()) {
			this.changes.accept(new ProbeResult(this.pod.name(), this.kind, succeeded, this.detail));
		}
	}

	private boolean succeeds() {
		int port = (this.probe.port() != 0) ? this.probe.port() : this.pod.managementPort();
		try (KubeletCall call = KubeletCall.probe(port, this.probe.path(), this.probe.tls())) {
			int status = call.send(this.probe.timeout()).status();
			this.detail = "status " + status;
			return status >= 200 && status < 400;
		}
		catch (IOException | HttpException ex) {
			this.detail = ex.toString();
			return false;
		}
	}

}

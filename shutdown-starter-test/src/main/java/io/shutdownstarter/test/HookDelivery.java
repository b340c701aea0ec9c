package io.shutdownstarter.test;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the hook of one container. As the kubelet does, it leaves a connection open when
 * it has waited enough; it is closed together with this.
 */
final class HookDelivery implements Closeable {

	private final KubeletContext context;

	private final Pod pod;

	private final @Nullable HookDetour detour;

	private final List<KubeletCall> calls = new ArrayList<>();

	HookDelivery(KubeletContext context, Pod pod) throws IOException {
		this.context = context;
		this.pod = pod;
		HookFault fault = context.kubelet().hookFault();
		this.detour = fault.keepsFromPod() ? HookDetour.of(fault) : null;
	}

	// Blocks until the hook is over, but no longer than this.
	HookOutcome run(Duration atMost) throws InterruptedException {
		long began = this.context.nanos();
		Hook hook = this.context.hook();
		if (!hook.equals(Hook.none())) {
			this.context.tell(TimelineEvent.Kind.HOOK_SENT, this.pod, hook.toString());
		}
		return (hook.path() != null) ? call(hook, hook.path(), atMost, began) : sleep(hook.sleep(), atMost, began);
	}

	private HookOutcome sleep(Duration time, Duration atMost, long began) throws InterruptedException {
		boolean cut = time.compareTo(atMost) > 0;
		// a container that ends by itself ends the kubelet's sleep
		if (time.isZero() || this.pod.process().waitFor((cut ? atMost : time).toNanos(), TimeUnit.NANOSECONDS)) {
			return HookOutcome.none(this.context.since(began));
		}
		return cut ? HookOutcome.unfinished(this.context.since(began), "not over within the grace period")
				: HookOutcome.over(this.context.since(began));
	}

	private HookOutcome call(Hook hook, String path, Duration atMost, long began) throws InterruptedException {
		int count = (this.context.kubelet().hookFault().kind() == HookFault.Kind.TWICE) ? 2 : 1;
		List<CompletableFuture<KubeletCall.Answer>> answers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			answers.add(send(newCall(hook, path)));
		}
		try {
			CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
				.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
			return HookOutcome.answered(this.context.since(began), answers.get(0).join());
		}
		catch (TimeoutException ex) {
			return HookOutcome.unfinished(this.context.since(began), "not answered within the grace period");
		}
		catch (ExecutionException ex) {
			return HookOutcome.failed(this.context.since(began), String.valueOf(ex.getCause()));
		}
	}

	private KubeletCall newCall(Hook hook, String path) {
		int port = (hook.port() != 0) ? hook.port() : this.pod.managementPort();
		if (this.detour != null) {
			port = this.detour.port();
		}
		KubeletCall call = this.context.kubelet().legacy() ? KubeletCall.legacyHook(port, path)
				: KubeletCall.hook(port, path, hook.headers());
		// old kubelets overlook the scheme; what answers in the pod's place speaks no TLS
		if (hook.tls() && !this.context.kubelet().legacy() && this.detour == null) {
			call.overTls();
		}
		this.calls.add(call);
		return call;
	}

	private CompletableFuture<KubeletCall.Answer> send(KubeletCall call) {
		CompletableFuture<KubeletCall.Answer> answer = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				answer.complete(call.send(Duration.ZERO));
			}
			catch (IOException | HttpException ex) {
				answer.completeExceptionally(ex);
			}
		}, "rehearsal-hook-" + this.pod.name());
		thread.setDaemon(true);
		thread.start();
		return answer;
	}

	// Breaks the connections, as the end of the kubelet's process does.
	void breakOff() throws IOException {
		for (KubeletCall call : this.calls) {
			call.close();
		}
		this.calls.clear();
	}

	@Override
	public void close() throws IOException {
		breakOff();
		if (this.detour != null) {
			this.detour.close();
		}
	}

}

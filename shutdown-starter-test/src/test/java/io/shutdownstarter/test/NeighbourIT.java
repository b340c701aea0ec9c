package io.shutdownstarter.test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a pod's outgoing calls through a neighbour container.
 */
@Tag("long")
@Timeout(60)
class NeighbourIT {

	private final CountDownLatch held = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	@TempDir
	private Path directory;

	private HttpServer target;

	@AutoClose
	private PrintingPod pod;

	@BeforeEach
	void start() throws Exception {
		this.target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.target.setExecutor(Executors.newCachedThreadPool());
		this.target.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		this.target.createContext("/held", (exchange) -> hold());
		this.target.start();
		this.pod = PrintingPod.start(this.directory, "pod-1",
				"--neighbour=http://127.0.0.1:{neighbourPort:" + this.target.getAddress().getPort() + "}");
	}

	private void hold() {
		this.held.countDown();
		try {
			this.release.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@AfterEach
	void close() {
		this.release.countDown();
		this.target.stop(0);
	}

	@Test
	void callsThroughANeighbourFailFromTheBeginningOfTheTermination() throws Exception {
		assertThat(this.pod.get("/call?/")).isEqualTo(204);

		CompletableFuture<PodEnd> end = terminate(Kubelet.current());

		assertThat(this.pod.get("/call?/")).isEqualTo(502);
		this.pod.get("/release");
		assertThat(end.get(20, TimeUnit.SECONDS).hookStatus()).isEqualTo(200);
	}

	@Test
	void aCallThatIsUnderWayBreaksWithItsNeighbour() throws Exception {
		CompletableFuture<Integer> call = PrintingPod.async(() -> this.pod.get("/call?/held"));
		assertThat(this.held.await(20, TimeUnit.SECONDS)).isTrue();

		CompletableFuture<PodEnd> end = terminate(Kubelet.current());

		assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(502);
		this.pod.get("/release");
		assertThat(end.get(20, TimeUnit.SECONDS).hookStatus()).isEqualTo(200);
	}

	@Test
	void aNativeSidecarOutlivesTheApplication() throws Exception {
		CompletableFuture<PodEnd> end = terminate(Kubelet.current().withNativeSidecars());

		assertThat(this.pod.get("/call?/")).isEqualTo(204);
		this.pod.get("/release");
		assertThat(end.get(20, TimeUnit.SECONDS).exitCode()).isEqualTo(143);
	}

	@Test
	void aNeighbourSurvivesTheRestartOfTheApplication() throws Exception {
		this.pod.get("/release");
		PodRestart restart = emulator(Kubelet.current()).restart(this.pod.pod());
		try (PrintingPod second = new PrintingPod(restart.pod())) {
			second.awaitLine("up");

			assertThat(second.get("/call?/")).isEqualTo(204);
		}
	}

	private CompletableFuture<PodEnd> terminate(Kubelet kubelet) throws Exception {
		CompletableFuture<PodEnd> end = PrintingPod.async(() -> emulator(kubelet).terminate(this.pod.pod()));
		this.pod.awaitLine("hook 1 /prestop");
		return end;
	}

	private static KubeletEmulator emulator(Kubelet kubelet) {
		return new KubeletEmulator(PrintingPod.HOOK, Duration.ofSeconds(30), 1).withKubelet(kubelet);
	}

}

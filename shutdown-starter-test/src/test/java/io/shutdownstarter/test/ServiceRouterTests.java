package io.shutdownstarter.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ServiceRouter}.
 */
@Timeout(20)
class ServiceRouterTests {

	/**
	 * Each blocking task has a thread: since JDK 25 the common pool of a machine with two
	 * processors has but one for all of them.
	 */
	private static final Executor THREADS = (task) -> new Thread(task).start();

	private static final int LARGE = 20_000_000;

	private ServiceRouter router;

	private ServerSocket pod;

	private Endpoint endpoint;

	@BeforeEach
	void start() throws IOException {
		this.router = ServiceRouter.start(1);
		this.pod = server();
		this.endpoint = new Endpoint("pod-1", this.pod.getLocalPort());
		this.router.set(this.endpoint, EndpointState.READY);
	}

	@AfterEach
	void close() throws IOException {
		this.router.close();
		this.pod.close();
	}

	@Test
	void bytesGoBothWays() throws IOException {
		try (Socket client = connect(); Socket served = this.pod.accept()) {
			write(client, "question");
			assertThat(read(served, 8)).isEqualTo("question");
			write(served, "answer");
			assertThat(read(client, 6)).isEqualTo("answer");
		}
	}

	@Test
	void theEndOfTheClientsStreamReachesThePodWhileTheAnswerStillFlows() throws IOException {
		try (Socket client = connect(); Socket served = this.pod.accept()) {
			write(client, "all");
			client.shutdownOutput();
			assertThat(served.getInputStream().readAllBytes()).asString().isEqualTo("all");
			write(served, "answer");
			assertThat(read(client, 6)).isEqualTo("answer");
			end(served);
			assertThat(client.getInputStream().read()).isEqualTo(-1);
		}
	}

	@Test
	void theEndOfThePodsStreamReachesTheClientWhileTheRequestStillFlows() throws IOException {
		try (Socket client = connect(); Socket served = this.pod.accept()) {
			served.shutdownOutput();
			assertThat(client.getInputStream().read()).isEqualTo(-1);
			write(client, "late");
			assertThat(read(served, 4)).isEqualTo("late");
		}
	}

	@Test
	void aResetOfThePodReachesTheClientBehindTheBytesBeforeIt() throws IOException {
		try (Socket client = connect(); Socket served = this.pod.accept()) {
			write(served, "half an ans");
			assertThat(read(client, 4)).isEqualTo("half");
			reset(served);
			assertThat(read(client, 7)).isEqualTo(" an ans");
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> client.getInputStream().read());
		}
	}

	@Test
	void aResetOfTheClientReachesThePod() throws IOException {
		try (Socket client = connect(); Socket served = this.pod.accept()) {
			write(client, "question");
			assertThat(read(served, 8)).isEqualTo("question");
			reset(client);
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> served.getInputStream().read());
		}
	}

	@Test
	void anAnswerInFrontOfAResetSurvivesWhenTheClientIsStillSending() throws IOException {
		try (Socket client = connect(); Socket served = this.pod.accept()) {
			write(client, "the beginning of a long upload");
			assertThat(read(served, 3)).isEqualTo("the");
			write(served, "413");
			// closed with unread bytes: the kernel sends RST
			end(served);
			assertThat(read(client, 3)).isEqualTo("413");
		}
	}

	@Test
	void aLargeTransferToASlowReaderArrivesWhole() throws Exception {
		byte[] bytes = random();
		try (Socket client = connect(); Socket served = this.pod.accept()) {
			CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> writeAndEnd(client, bytes), THREADS);
			// nobody reads yet: the sender is held back by what the kernel and the router
			// buffer
			assertThat(sending.completeOnTimeout(null, 300, TimeUnit.MILLISECONDS).isDone()).isFalse();
			byte[] received = served.getInputStream().readAllBytes();
			assertThat(Arrays.equals(received, bytes)).isTrue();
		}
	}

	@Test
	void largeTransfersInBothDirectionsArriveWhole() throws Exception {
		byte[] bytes = random();
		try (Socket client = connect(); Socket served = this.pod.accept()) {
			CompletableFuture<Void> request = CompletableFuture.runAsync(() -> writeAndEnd(client, bytes), THREADS);
			CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> writeAndEnd(served, bytes), THREADS);
			CompletableFuture<byte[]> atPod = CompletableFuture.supplyAsync(() -> readAll(served), THREADS);
			assertThat(Arrays.equals(readAll(client), bytes)).isTrue();
			assertThat(Arrays.equals(atPod.get(10, TimeUnit.SECONDS), bytes)).isTrue();
			CompletableFuture.allOf(request, answer).get(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void aRemovedEndpointKeepsItsConnectionsAndGetsNoNewOnes() throws IOException {
		try (Socket old = connect(); Socket served = this.pod.accept(); ServerSocket other = server()) {
			this.router.set(new Endpoint("pod-2", other.getLocalPort()), EndpointState.READY);
			this.router.forget(this.endpoint);
			for (int i = 0; i < 20; i++) {
				try (Socket client = connect(); Socket accepted = other.accept()) {
					write(client, "new");
					assertThat(read(accepted, 3)).isEqualTo("new");
					assertThat(this.router.podOf(client.getLocalPort())).isEqualTo("pod-2");
				}
			}
			write(old, "still here");
			assertThat(read(served, 10)).isEqualTo("still here");
			assertThat(this.router.podOf(old.getLocalPort())).isEqualTo("pod-1");
		}
	}

	@Test
	void aTerminatingEndpointGetsNoNewConnectionsWhileAnotherIsReady() throws IOException {
		try (ServerSocket other = server()) {
			this.router.set(new Endpoint("pod-2", other.getLocalPort()), EndpointState.READY);
			this.router.set(this.endpoint, EndpointState.TERMINATING);
			for (int i = 0; i < 20; i++) {
				assertThat(podOfNewConnection()).isEqualTo("pod-2");
			}
		}
	}

	@Test
	void terminatingEndpointsGetNewConnectionsAsTheLastResort() throws IOException {
		try (ServerSocket other = server()) {
			Endpoint second = new Endpoint("pod-2", other.getLocalPort());
			this.router.set(second, EndpointState.TERMINATING);
			this.router.set(this.endpoint, EndpointState.TERMINATING);
			Set<String> pods = new HashSet<>();
			for (int i = 0; i < 50; i++) {
				pods.add(podOfNewConnection());
			}
			assertThat(pods).containsExactlyInAnyOrder("pod-1", "pod-2");
			this.router.set(second, EndpointState.NOT_SERVING);
			for (int i = 0; i < 20; i++) {
				assertThat(podOfNewConnection()).isEqualTo("pod-1");
			}
		}
	}

	@Test
	void anEndpointThatDoesNotServeGetsNoConnectionEvenAsTheLast() {
		this.router.set(this.endpoint, EndpointState.NOT_SERVING);
		assertThatExceptionOfType(SocketException.class).isThrownBy(() -> {
			try (Socket client = connect()) {
				client.getInputStream().read();
			}
		}).withMessageContaining("reset");
	}

	@Test
	void anEndpointThatIsReadyAgainGetsNewConnectionsAgain() throws IOException {
		this.router.set(this.endpoint, EndpointState.NOT_SERVING);
		this.router.set(this.endpoint, EndpointState.READY);
		assertThat(podOfNewConnection()).isEqualTo("pod-1");
	}

	@Test
	void anEstablishedConnectionLivesOnWhenItsEndpointDoesNotServe() throws IOException {
		try (Socket client = connect(); Socket served = this.pod.accept()) {
			for (EndpointState state : List.of(EndpointState.TERMINATING, EndpointState.NOT_SERVING)) {
				this.router.set(this.endpoint, state);
				write(client, "question");
				assertThat(read(served, 8)).isEqualTo("question");
				write(served, "answer");
				assertThat(read(client, 6)).isEqualTo("answer");
			}
		}
	}

	@Test
	void newConnectionsGoToAllEndpoints() throws IOException {
		try (ServerSocket other = server()) {
			this.router.set(new Endpoint("pod-2", other.getLocalPort()), EndpointState.READY);
			int toOther = 0;
			for (int i = 0; i < 100; i++) {
				try (Socket client = connect()) {
					client.setSoTimeout(5000);
					write(client, "x");
					toOther += "pod-2".equals(podOf(client)) ? 1 : 0;
				}
			}
			assertThat(toOther).isBetween(25, 75);
		}
	}

	@Test
	void aRefusingEndpointResetsTheClient() throws IOException {
		// a port that is taken, so that nobody else listens on it, and refuses
		try (Socket taken = new Socket()) {
			taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			this.router.forget(this.endpoint);
			this.router.set(new Endpoint("pod-2", taken.getLocalPort()), EndpointState.READY);
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> {
				try (Socket client = connect()) {
					client.getInputStream().read();
				}
			}).withMessageContaining("reset");
		}
	}

	@Test
	void withoutEndpointsTheClientIsReset() {
		this.router.forget(this.endpoint);
		assertThatExceptionOfType(SocketException.class).isThrownBy(() -> {
			try (Socket client = connect()) {
				client.getInputStream().read();
			}
		}).withMessageContaining("reset");
	}

	@Test
	void closingEndsEverything() throws IOException {
		try (Socket client = connect(); Socket served = this.pod.accept()) {
			this.router.close();
			assertThat(client.getInputStream().read()).isEqualTo(-1);
			assertThat(served.getInputStream().read()).isEqualTo(-1);
		}
		assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connect);
	}

	private Socket connect() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.router.port());
		socket.setSoTimeout(10_000);
		return socket;
	}

	private String podOfNewConnection() throws IOException {
		try (Socket client = connect()) {
			return podOf(client);
		}
	}

	private String podOf(Socket client) {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
		String pod = this.router.podOf(client.getLocalPort());
		while (pod == null && System.nanoTime() - deadline < 0) {
			Thread.onSpinWait();
			pod = this.router.podOf(client.getLocalPort());
		}
		assertThat(pod).as("the pod that the connection was routed to").isNotNull();
		return Objects.requireNonNull(pod);
	}

	private static ServerSocket server() throws IOException {
		ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
		server.setSoTimeout(10_000);
		return server;
	}

	private static byte[] random() {
		byte[] bytes = new byte[LARGE];
		new SplittableRandom(7).nextBytes(bytes);
		return bytes;
	}

	private static void reset(Socket socket) throws IOException {
		socket.setSoLinger(true, 0);
		socket.close();
	}

	private static void end(Socket socket) throws IOException {
		socket.close();
	}

	private static void write(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static void writeAndEnd(Socket socket, byte[] bytes) {
		try {
			OutputStream stream = socket.getOutputStream();
			stream.write(bytes);
			socket.shutdownOutput();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] readAll(Socket socket) {
		try {
			InputStream stream = socket.getInputStream();
			return stream.readAllBytes();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String read(Socket socket, int length) throws IOException {
		return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
	}

}

package io.shutdownstarter.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two replicas that share a directory replace the same file, while both are read.
 */
class ConcurrentReplacementTests {

	private static final int ROUNDS = 40;

	private static final FileName NAME = new FileName("contended");

	@TempDir
	private Path root;

	private final List<Replica> replicas = new ArrayList<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@BeforeEach
	void start() {
		this.replicas.add(Replica.start(this.root));
		this.replicas.add(Replica.start(this.root));
	}

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
		this.replicas.forEach(Replica::stop);
	}

	@ParameterizedTest
	@ValueSource(ints = { 3_000, 300_000 })
	void everyReaderSeesOneUploadWhole(int size) throws Exception {
		put(this.replicas.get(0), content((byte) 'a', size));
		CyclicBarrier start = new CyclicBarrier(4);
		List<Future<?>> work = new ArrayList<>();
		for (int i = 0; i < this.replicas.size(); i++) {
			Replica replica = this.replicas.get(i);
			byte first = (byte) ('b' + i);
			work.add(this.threads.submit(() -> repeat(start, (round) -> put(replica, content(first, size + round)))));
			work.add(this.threads.submit(() -> repeat(start, (round) -> get(replica))));
		}
		for (Future<?> each : work) {
			each.get(60, TimeUnit.SECONDS);
		}
		assertThat(this.root).isDirectoryContaining((file) -> file.endsWith(NAME.value()))
			.isDirectoryNotContaining("glob:**/.*");
	}

	private Void repeat(CyclicBarrier start, Round round) throws Exception {
		start.await(10, TimeUnit.SECONDS);
		for (int i = 0; i < ROUNDS; i++) {
			round.run(i);
		}
		return null;
	}

	private static void put(Replica replica, byte[] content) throws IOException {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setContent(content);
		replica.files().put(NAME, UploadBody.of(request));
	}

	private static void get(Replica replica) throws IOException {
		ByteArrayOutputStream received = new ByteArrayOutputStream();
		List<Object> announced = new ArrayList<>();
		assertThat(replica.files().send(NAME, (length, digest) -> {
			announced.add((int) length);
			announced.add(digest);
			return received;
		})).isTrue();
		MessageDigest digest = Sha256.newDigest();
		digest.update(received.toByteArray());
		assertThat(announced).containsExactly(received.size(), Sha256.of(digest));
	}

	private static byte[] content(byte fill, int size) {
		byte[] content = new byte[size];
		Arrays.fill(content, fill);
		return content;
	}

	private interface Round {

		void run(int round) throws IOException;

	}

	private record Replica(EmbeddedFtpServer server, FtpConnectionPool pool, FileStore files) {

		static Replica start(Path root) {
			EmbeddedFtpServer server = new EmbeddedFtpServer(new FtpProperties.Embedded(root, 0, null), 4);
			FtpConnectionPool pool = new FtpConnectionPool(new FtpProperties.Pool(4, Duration.ofSeconds(10)),
					new FtpConnectionFactory(server, Duration.ofSeconds(10), Duration.ofSeconds(5), SlowLink.of(0)));
			server.start();
			pool.start();
			return new Replica(server, pool, new FileStore(pool));
		}

		void stop() {
			this.pool.stop();
			this.server.stop();
		}

	}

}

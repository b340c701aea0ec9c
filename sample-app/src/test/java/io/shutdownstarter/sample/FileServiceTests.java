package io.shutdownstarter.sample;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * The service as its clients see it, over a real Tomcat and a real FTP server.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = { "management.server.port=0",
		"ftp.pool.size=" + FileServiceTests.CONNECTIONS, "ftp.pool.borrow-timeout=200ms" })
class FileServiceTests {

	static final int CONNECTIONS = 2;

	// one that fits into the buffer of a download, and one that does not
	private static final int SMALL = 3_000;

	private static final int LARGE = 1_000_000;

	// 64 KiB in the stored form
	private static final int LARGEST_SMALL = 65_385;

	@TempDir
	private static Path root;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void rootOfThisTest(DynamicPropertyRegistry registry) {
		registry.add("ftp.embedded.root", () -> root);
	}

	@BeforeEach
	void deleteFiles() throws Exception {
		for (FileStore.FileEntry file : new JsonMapper().readValue(send("GET", "", BodyPublishers.noBody()).body(),
				FileStore.FileEntry[].class)) {
			send("DELETE", "/" + file.name(), BodyPublishers.noBody());
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, SMALL, LARGEST_SMALL, LARGEST_SMALL + 1, LARGE })
	void getAnswersWhatWasPutWithItsDigest(int size) throws Exception {
		byte[] content = content(size);
		HttpResponse<byte[]> put = send("PUT", "/file", BodyPublishers.ofByteArray(content), "Content-Digest",
				digest(content));
		assertThat(put.statusCode()).isEqualTo(201);
		assertThat(put.headers().firstValue("Repr-Digest")).hasValue(digest(content));
		HttpResponse<byte[]> get = send("GET", "/file", BodyPublishers.noBody());
		assertThat(get.statusCode()).isEqualTo(200);
		assertThat(get.body()).isEqualTo(content);
		assertThat(get.headers().firstValue("Repr-Digest")).hasValue(digest(content));
		assertThat(get.headers().firstValueAsLong("Content-Length")).hasValue(size);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, SMALL, LARGE })
	void headAnswersLengthAndDigestOnly(int size) throws Exception {
		byte[] content = content(size);
		send("PUT", "/file", BodyPublishers.ofByteArray(content));
		HttpResponse<byte[]> head = send("HEAD", "/file", BodyPublishers.noBody());
		assertThat(head.statusCode()).isEqualTo(200);
		assertThat(head.body()).isEmpty();
		assertThat(head.headers().firstValue("Repr-Digest")).hasValue(digest(content));
		assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(size);
	}

	@Test
	void putOfUnknownLengthIsStored() throws Exception {
		byte[] content = content(LARGE);
		BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content));
		assertThat(send("PUT", "/file", chunked).statusCode()).isEqualTo(201);
		assertThat(send("GET", "/file", BodyPublishers.noBody()).body()).isEqualTo(content);
	}

	@Test
	void putOverFileReplacesIt() throws Exception {
		send("PUT", "/file", BodyPublishers.ofString("old"));
		assertThat(send("PUT", "/file", BodyPublishers.ofString("new")).statusCode()).isEqualTo(204);
		assertThat(send("GET", "/file", BodyPublishers.noBody()).body()).asString().isEqualTo("new");
	}

	@Test
	void postStoresUnderNewName() throws Exception {
		byte[] content = content(SMALL);
		HttpResponse<byte[]> post = send("POST", "", BodyPublishers.ofByteArray(content));
		assertThat(post.statusCode()).isEqualTo(201);
		assertThat(post.headers().firstValue("Repr-Digest")).hasValue(digest(content));
		String location = post.headers().firstValue("Location").orElseThrow();
		assertThat(location).startsWith("/files/");
		assertThat(send("GET", location.substring("/files".length()), BodyPublishers.noBody()).body())
			.isEqualTo(content);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "application/json",
			"no media type" })
	void bodyOfAnyTypeIsStoredAsItIs(String type) throws Exception {
		send("PUT", "/file", BodyPublishers.ofString("a=1&b=2"), "Content-Type", type);
		assertThat(send("GET", "/file", BodyPublishers.noBody()).body()).asString().isEqualTo("a=1&b=2");
	}

	@Test
	void listNamesFinishedFilesWithTheirSizes() throws Exception {
		send("PUT", "/b.txt", BodyPublishers.ofString("12345"));
		send("PUT", "/a.txt", BodyPublishers.ofString(""));
		try (HeldUpload upload = HeldUpload.begin(this.port, "c.txt", root)) {
			assertThat(send("GET", "", BodyPublishers.noBody()).body()).asString()
				.isEqualTo("[{\"name\":\"a.txt\",\"size\":0},{\"name\":\"b.txt\",\"size\":5}]");
			assertThat(upload.finish()).startsWith("HTTP/1.1 201");
		}
		assertThat(send("GET", "", BodyPublishers.noBody()).body()).asString()
			.contains("{\"name\":\"c.txt\",\"size\":200000}");
	}

	@Test
	void deletedFileIsGone() throws Exception {
		send("PUT", "/file", BodyPublishers.ofString("content"));
		assertThat(send("DELETE", "/file", BodyPublishers.noBody()).statusCode()).isEqualTo(204);
		for (String method : new String[] { "GET", "HEAD", "DELETE" }) {
			assertThat(send(method, "/file", BodyPublishers.noBody()).statusCode()).as(method).isEqualTo(404);
		}
		assertProblem(send("GET", "/file", BodyPublishers.noBody()), 404, "No such file");
	}

	@ParameterizedTest
	@ValueSource(strings = { ".hidden", "-dash", "%2e%2e", "a%20b", "%C3%A4", "a%0d%0ab", "*", "a;b%3b",
			"12345678901234567890123456789012345678901234567890123456789012345"
					+ "1234567890123456789012345678901234567890123456789012345678901234" })
	void badNameIsRefused(String name) throws Exception {
		for (String method : new String[] { "GET", "PUT", "DELETE" }) {
			assertProblem(send(method, "/" + name, BodyPublishers.noBody()), 400, "Bad file name");
		}
		assertThat(root).isEmptyDirectory();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/..%2fescaped", "/..%5cescaped", "/%2e%2e/escaped", "/a/b" })
	void nameThatIsPathReachesNothing(String path) throws Exception {
		assertThat(send("PUT", path, BodyPublishers.ofString("content")).statusCode()).isIn(400, 404);
		assertThat(root).isEmptyDirectory();
		assertThat(root.resolveSibling("escaped")).doesNotExist();
	}

	@Test
	void digestMismatchLeavesOldFile() throws Exception {
		send("PUT", "/file", BodyPublishers.ofString("old"));
		assertProblem(send("PUT", "/file", BodyPublishers.ofByteArray(content(LARGE)), "Content-Digest",
				digest(content(SMALL))), 400, "Digest mismatch");
		HeldUpload.awaitUnfinished(root, 0);
		assertThat(send("GET", "/file", BodyPublishers.noBody()).body()).asString().isEqualTo("old");
	}

	@Test
	void unreadableDigestIsRefused() throws Exception {
		assertProblem(send("PUT", "/file", BodyPublishers.ofString("content"), "Content-Digest", "sha-256=:AA==:"), 400,
				"Bad Content-Digest");
		assertThat(root).isEmptyDirectory();
	}

	@Test
	void partialUploadIsRefused() throws Exception {
		assertProblem(send("PUT", "/file", BodyPublishers.ofString("content"), "Content-Range", "bytes 0-6/100"), 400,
				"Partial upload");
		assertThat(root).isEmptyDirectory();
	}

	@Test
	void uploadOfClientThatGoesAwayLeavesNothing() throws Exception {
		HeldUpload.begin(this.port, "file", root).close();
		HeldUpload.awaitUnfinished(root, 0);
		assertThat(root).isEmptyDirectory();
	}

	@Test
	void requestBeyondTheConnectionsIsToldToComeBack() throws Exception {
		try (HeldUpload first = HeldUpload.begin(this.port, "first", root);
				HeldUpload second = HeldUpload.begin(this.port, "second", root)) {
			HttpResponse<byte[]> refused = send("GET", "/first", BodyPublishers.noBody());
			assertProblem(refused, 503, "Too many transfers");
			assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
			assertThat(first.finish()).startsWith("HTTP/1.1 201");
			assertThat(second.finish()).startsWith("HTTP/1.1 201");
		}
		assertThat(send("GET", "/first", BodyPublishers.noBody()).statusCode()).isEqualTo(200);
	}

	@Test
	void damagedSmallFileIsAnsweredWithProblem() throws Exception {
		send("PUT", "/file", BodyPublishers.ofByteArray(content(SMALL)));
		damage("file", SMALL);
		assertProblem(send("GET", "/file", BodyPublishers.noBody()), 500, "Damaged file");
	}

	@Test
	void downloadOfDamagedLargeFileIsCut() throws Exception {
		send("PUT", "/file", BodyPublishers.ofByteArray(content(LARGE)));
		damage("file", LARGE);
		assertThatIOException().isThrownBy(() -> send("GET", "/file", BodyPublishers.noBody()));
	}

	private void damage(String name, int offset) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(root.resolve(name).toFile(), "rw")) {
			file.seek(offset);
			int value = file.read();
			file.seek(offset);
			file.write(~value);
		}
	}

	private HttpResponse<byte[]> send(String method, String path, BodyPublisher body, String... headers)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:%d/files%s".formatted(this.port, path)))
			.method(method, body);
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.client.send(request.build(), BodyHandlers.ofByteArray());
	}

	private static void assertProblem(HttpResponse<byte[]> response, int status, String title) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(response.body()).asString().contains("\"title\":\"" + title + "\"", "\"detail\":");
	}

	private static byte[] content(int size) {
		byte[] content = new byte[size];
		new Random(size).nextBytes(content);
		return content;
	}

	private static String digest(byte[] content) {
		MessageDigest digest = Sha256.newDigest();
		digest.update(content);
		return Sha256.of(digest).toHeader();
	}

}

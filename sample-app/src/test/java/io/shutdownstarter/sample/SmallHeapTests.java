package io.shutdownstarter.sample;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process whose heap is smaller than the file: it could not hold it if it tried.
 */
class SmallHeapTests {

	private static final int HEAP_MEGABYTES = 48;

	private static final int FILE_MEGABYTES = 96;

	private static final Pattern STARTED = Pattern.compile(".*Tomcat started on port (\\d+) .*");

	@TempDir
	private Path root;

	private Process process;

	private URI file;

	@BeforeEach
	void start() throws IOException {
		this.process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-Xmx" + HEAP_MEGABYTES + "m",
				"-XX:+ExitOnOutOfMemoryError", "-cp", System.getProperty("java.class.path"),
				FtpRestServiceApplication.class.getName(), "--server.port=0", "--management.server.port=0",
				"--ftp.embedded.root=" + this.root)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		this.file = URI.create("http://localhost:%d/files/large".formatted(port()));
	}

	@AfterEach
	void stop() throws InterruptedException {
		this.process.destroyForcibly();
		assertThat(this.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void fileLargerThanTheHeapGoesInAndOut() throws Exception {
		HttpClient client = HttpClient.newHttpClient();
		HttpResponse<Void> put = client.send(
				HttpRequest.newBuilder(this.file).PUT(BodyPublishers.ofInputStream(SmallHeapTests::content)).build(),
				BodyHandlers.discarding());
		assertThat(put.statusCode()).isEqualTo(201);
		HttpResponse<InputStream> get = client.send(HttpRequest.newBuilder(this.file).build(),
				BodyHandlers.ofInputStream());
		MessageDigest digest = Sha256.newDigest();
		try (InputStream body = get.body()) {
			assertThat(body.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest)))
				.isEqualTo(FILE_MEGABYTES * 1024L * 1024);
		}
		String header = Sha256.of(digest).toHeader();
		assertThat(get.headers().firstValue("Repr-Digest")).hasValue(header);
		assertThat(put.headers().firstValue("Repr-Digest")).hasValue(header);
		assertThat(this.process.isAlive()).isTrue();
	}

	private static InputStream content() {
		byte[] megabyte = new byte[1024 * 1024];
		new Random(1).nextBytes(megabyte);
		List<byte[]> parts = Collections.nCopies(FILE_MEGABYTES, megabyte);
		return new SequenceInputStream(Collections.enumeration(parts.stream().map(ByteArrayInputStream::new).toList()));
	}

	// the first server to start is the one for files, the second is the one for
	// management
	private int port() throws IOException {
		BufferedReader output = this.process.inputReader();
		String line = output.readLine();
		while (line != null) {
			Matcher matcher = STARTED.matcher(line);
			if (matcher.matches()) {
				return Integer.parseInt(matcher.group(1));
			}
			line = output.readLine();
		}
		throw new IOException("The application did not start");
	}

}

package io.shutdownstarter.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.Server;
import io.shutdownstarter.support.TestServer;

/**
 * One server after the other, with an application whose requests the current test holds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GatedServer {

	@TempDir
	static Path files = Path.of("");

	private final Class<?> application;

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private Server kind;

	@SuppressWarnings("NullAway.Init")
	private TestServer server;

	@SuppressWarnings("NullAway.Init")
	private Gate gate;

	GatedServer(Class<?> application) {
		this.application = application;
	}

	@BeforeParameterizedClassInvocation
	void startServer() throws IOException {
		Files.writeString(files.resolve("file.txt"), "content");
		this.server = TestServer.start(this.kind, this.application,
				Stream
					.concat(Stream.of("spring.web.resources.static-locations=" + files.toUri(),
							"shutdown-starter.propagation.ignored-paths=/ignored"), Stream.of(settings()))
					.toArray(String[]::new));
	}

	@AfterParameterizedClassInvocation
	void stopServer() {
		this.server.close();
	}

	@BeforeEach
	void newGate() {
		this.gate = answers().newGate();
	}

	/**
	 * What the application sets beside a folder with {@code file.txt} and the ignored
	 * path {@code /ignored}.
	 * @return settings, such as {@code a=b}
	 */
	protected String[] settings() {
		return new String[0];
	}

	protected final TestServer server() {
		return this.server;
	}

	protected final Gate gate() {
		return this.gate;
	}

	protected final HttpConnection connect() throws IOException {
		return HttpConnection.to(this.server.port());
	}

	final GatedAnswers answers() {
		return this.server.bean(GatedAnswers.class);
	}

}

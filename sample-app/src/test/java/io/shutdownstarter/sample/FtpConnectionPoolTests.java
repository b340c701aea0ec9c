package io.shutdownstarter.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

class FtpConnectionPoolTests {

	@TempDir
	private Path root;

	private EmbeddedFtpServer server;

	private FtpConnectionPool pool;

	@BeforeEach
	void start() {
		this.server = new EmbeddedFtpServer(new FtpProperties.Embedded(this.root, 0, null), 1);
		this.pool = new FtpConnectionPool(new FtpProperties.Pool(1, Duration.ofMillis(50)),
				new FtpConnectionFactory(this.server, Duration.ofSeconds(10), Duration.ZERO, SlowLink.of(0)));
		this.server.start();
		this.pool.start();
	}

	@AfterEach
	void stop() {
		this.pool.stop();
		this.server.stop();
	}

	@Test
	void exhaustedPoolRefusesWithServiceUnavailable() throws IOException {
		this.pool.with((held) -> {
			assertThatExceptionOfType(FileProblem.class).isThrownBy(() -> this.pool.with((none) -> none))
				.satisfies((ex) -> {
					assertThat(ex.getStatusCode().value()).isEqualTo(503);
					assertThat(ex.getHeaders().getFirst("Retry-After")).isEqualTo("1");
					assertThat(ex.getBody().getDetail()).contains("All 1 connections", "within 50 ms");
				});
			return held;
		});
	}

	@Test
	@Timeout(4)
	void serverDoesNotWaitForATransferThatWasAbandoned() throws IOException {
		this.pool.with((connection) -> {
			connection.create("abandoned").write(1);
			// the library would wait 5 s for the end of this transfer
			this.server.stop();
			return connection;
		});
		assertThat(this.server.isRunning()).isFalse();
	}

	@Test
	void connectionIsUsedAgain() throws IOException {
		FtpConnection first = this.pool.with((connection) -> connection);
		assertThat(this.pool.<FtpConnection>with((connection) -> connection)).isSameAs(first);
	}

	@Test
	void connectionWhoseWorkFailedIsNotUsedAgain() throws IOException {
		FtpConnection first = this.pool.with((connection) -> connection);
		assertThatIOException().isThrownBy(() -> this.pool.with((connection) -> {
			throw new IOException("broken");
		}));
		assertThat(this.pool.<FtpConnection>with((connection) -> connection)).isNotSameAs(first);
	}

	@Test
	void connectionThatDiedWhileIdleIsReplaced() throws IOException {
		this.pool.with((connection) -> connection);
		this.server.stop();
		this.server.start();
		assertThat(this.pool.<Boolean>with(FtpConnection::answers)).isTrue();
	}

	@Test
	void connectionsCloseBetweenWebServerAndFtpServer() {
		assertThat(this.pool.getPhase()).isGreaterThan(this.server.getPhase())
			.isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
	}

}

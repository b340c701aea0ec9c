package io.shutdownstarter.servlet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests how {@link ClosingResponse} makes clients of Undertow leave, which sends chunks
 * for other reasons than Tomcat and Jetty do. The propagation lasts until the test ends
 * it.
 */
class UndertowAnswerTests {

	@SuppressWarnings("NullAway.Init")
	private static TestServer server;

	@BeforeAll
	static void startServer() {
		server = TestServer.start(Application.class, "shutdown-starter.grace-period=5m",
				"shutdown-starter.propagation.minimum=4m");
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@BeforeEach
	void signal() {
		server.hook().arrived();
		assertThat(server.termination().phase()).isEqualTo(TerminationPhase.PROPAGATING);
	}

	@AfterEach
	void resume() {
		assertThat(server.termination().resume()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/json", "/flushed", "/streaming" })
	void answerOfUnknownLengthHasAnEndOfItsOwn(String path) throws Exception {
		try (HttpConnection connection = connect()) {
			HttpAnswer answer = connection.send("GET", path).answer();

			assertThat(answer.header("Transfer-Encoding")).containsExactly("chunked");
			assertThat(answer.header("Content-Length")).isEmpty();
			assertThat(answer.header("Connection")).containsExactly("close");
			assertThat(answer.body()).contains("begin end");
			assertThat(connection.isClosedByServer()).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "HEAD, /ok, 200", "HEAD, /json, 200", "GET, /ok, 200", "GET, /no-content, 204", "GET, /redirect, 302",
			"GET, /empty, 200" })
	void answerThatNeedsNoChunksHasNone(String method, String path, int status) throws Exception {
		try (HttpConnection connection = connect()) {
			HttpAnswer answer = connection.send(method, path).head();

			assertThat(answer.status()).isEqualTo(status);
			assertThat(answer.header("Transfer-Encoding")).isEmpty();
			assertThat(answer.header("Connection")).containsExactly("close");
		}
	}

	@Test
	void answerToHttp10ClientHasNoChunks() throws Exception {
		try (HttpConnection connection = connect()) {
			connection.send("GET /json HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n");
			HttpAnswer answer = connection.answer();

			assertThat(answer.header("Transfer-Encoding")).isEmpty();
			assertThat(answer.header("Connection")).containsExactly("close");
			assertThat(answer.body()).contains("begin end");
		}
	}

	private static HttpConnection connect() throws IOException {
		return HttpConnection.to(server.port());
	}

	/**
	 * Answers whose length is known, or is not.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Answers.class)
	static class Application {

		@Bean
		ServletWebServerFactory undertow() {
			return UndertowServer::new;
		}

	}

	@RestController
	static class Answers {

		@GetMapping("/ok")
		String ok() {
			return "ok";
		}

		@GetMapping("/json")
		Map<String, String> json() {
			return Map.of("text", "begin end");
		}

		@GetMapping("/flushed")
		void flushed(HttpServletResponse response) throws IOException {
			response.getWriter().write("begin ");
			response.flushBuffer();
			response.getWriter().write("end");
		}

		@GetMapping("/streaming")
		StreamingResponseBody streaming() {
			return (out) -> out.write("begin end".getBytes(StandardCharsets.UTF_8));
		}

		@GetMapping("/empty")
		void empty(HttpServletResponse response) throws IOException {
			response.getOutputStream();
		}

		@GetMapping("/no-content")
		@ResponseStatus(HttpStatus.NO_CONTENT)
		void noContent() {
		}

		@GetMapping("/redirect")
		void redirect(HttpServletResponse response) throws IOException {
			response.sendRedirect("/ok");
		}

	}

}

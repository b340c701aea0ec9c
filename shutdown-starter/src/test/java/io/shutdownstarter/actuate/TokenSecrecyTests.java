package io.shutdownstarter.actuate;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.web.exchanges.InMemoryHttpExchangeRepository;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.shutdownstarter.ShutdownProperties;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests that the token is printed nowhere, even where somebody asks for everything.
 */
@ExtendWith(OutputCaptureExtension.class)
class TokenSecrecyTests {

	private static final String TOKEN = "correct-horse-battery-staple";

	private static final String[] SHOW_ALL = { "management.endpoints.web.exposure.include=*",
			"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always",
			"logging.level.io.shutdownstarter=trace", "logging.level.web=trace", "spring.mvc.log-request-details=true",
			"spring.http.codecs.log-request-details=true", "shutdown-starter.propagation.minimum=0s",
			"shutdown-starter.propagation.quiet-period=0s" };

	@ParameterizedTest
	@ValueSource(strings = { "shutdown-starter.prestop.token=" + TOKEN, "SHUTDOWN_STARTER_PRESTOP_TOKEN=" + TOKEN,
			"shutdownStarter.preStop.TOKEN=" + TOKEN })
	void endpointsAndLogsHideTheToken(String setting, CapturedOutput output) throws IOException {
		assertHidden(output, setting);
	}

	@Test
	void endpointsAndLogsOfWebFluxHideTheToken(CapturedOutput output) throws IOException {
		assertHidden(output, WebFlux.NETTY.and());
		assertThat(output).contains("HttpWebHandlerAdapter");
	}

	private static void assertHidden(CapturedOutput output, String... settings) throws IOException {
		// from a variable of another name as well
		try (TestServer server = start(
				Stream.concat(Stream.of(settings), Stream.of("my.password=" + TOKEN, "my.line=--a=" + TOKEN + " -b",
						"shutdown-starter.prestop.token=${my.password}"))
					.toArray(String[]::new))) {
			HttpConnection.get(server.port(), "/actuator/prestop");
			HttpConnection.get(server.port(), "/actuator/prestop", "Prestop-Token: " + TOKEN + "x");
			assertThat(HttpConnection.get(server.port(), "/actuator/prestop", "Prestop-Token: " + TOKEN).status())
				.isEqualTo(200);
			try (HttpConnection connection = HttpConnection.to(server.port())) {
				connection.send("PUT", "/actuator/prestop", "Prestop-Token: " + TOKEN, "Content-Length: 0").answer();
			}

			for (String path : new String[] { "env", "env/shutdown-starter.prestop.token", "env/my.password",
					"configprops", "configprops/shutdown-starter", "httpexchanges", "beans", "conditions", "mappings",
					"info", "health", "threaddump", "loggers", "metrics", "" }) {
				assertThat(HttpConnection.get(server.port(), "/actuator/" + path).body()).as(path)
					.doesNotContain(TOKEN);
			}
			assertThat(HttpConnection.get(server.port(), "/actuator/env").body()).contains("******")
				.contains("\"logging.level.web\":{\"value\":\"trace\"");
			assertThat(HttpConnection.get(server.port(), "/actuator/httpexchanges").body()).contains("prestop");
			assertThat(server.bean(ShutdownProperties.class).toString()).doesNotContain(TOKEN);
			assertThat(server.bean(ShutdownProperties.class).prestop().toString()).doesNotContain(TOKEN);
		}
		assertThat(output).doesNotContain(TOKEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "correct horse battery staple", "correct-hörse", " ", "" })
	void failedStartDoesNotTellTheToken(String token, CapturedOutput output) {
		assertThatThrownBy(() -> start("shutdown-starter.prestop.token=" + token, "debug=true").close())
			.hasStackTraceContaining("shutdown-starter.prestop.token");

		assertThat(output).contains("Use visible ASCII characters without blanks");
		if (!token.isBlank()) {
			assertThat(output).doesNotContain(token);
		}
	}

	@Test
	void startThatFailsForAnotherReasonDoesNotTellTheToken(CapturedOutput output) {
		assertThatThrownBy(() -> start("shutdown-starter.prestop.token=" + TOKEN,
				"shutdown-starter.prestop.recovery-delay=soon", "debug=true")
			.close()).isInstanceOf(RuntimeException.class);

		assertThat(output).contains("recovery-delay").doesNotContain(TOKEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "shutdown-starter.prestop.token", "shutdownStarter.prestop.token",
			"SHUTDOWN_STARTER_PRESTOP_TOKEN", "SHUTDOWNSTARTER_PRESTOP_TOKEN", "shutdown_starter.pre-stop.Token" })
	void propertyIsHiddenInEachSpellingWhateverItsValue(String key) {
		SanitizableData data = new SanitizableData(null, key, "an old one");

		assertThat(new TokenSanitizer(TOKEN).apply(data).getValue()).isEqualTo("******");
		assertThat(new TokenSanitizer(null).apply(data).getValue()).isEqualTo("******");
	}

	@Test
	void otherValuesAreShown() {
		SanitizableData data = new SanitizableData(null, "shutdown-starter.prestop.recovery-delay", "60s");

		assertThat(new TokenSanitizer(TOKEN).apply(data)).isSameAs(data);
		assertThat(new TokenSanitizer(null).apply(data)).isSameAs(data);
	}

	private static TestServer start(String... settings) {
		String[] all = Stream.concat(Arrays.stream(SHOW_ALL), Arrays.stream(settings)).toArray(String[]::new);
		return TestServer.start(RecordingApplication.class, all);
	}

	@Import(HookApplication.class)
	static class RecordingApplication {

		@Bean
		InMemoryHttpExchangeRepository exchanges() {
			return new InMemoryHttpExchangeRepository();
		}

	}

}

package io.shutdownstarter.actuate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.util.StringUtils;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.TerminationPhaseEvent;
import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the hook against what the server does to long calls and to small answers.
 */
@ExtendWith(OutputCaptureExtension.class)
class PreStopTransportTests {

	private static final int MANY = 100;

	@Test
	void hookHoldsNoThreadOfTheServer() throws Exception {
		try (TestServer server = TestServer.start(HookApplication.class, "server.tomcat.threads.max=1",
				"shutdown-starter.grace-period=5m", "shutdown-starter.propagation.minimum=4m");
				HttpConnection hook = HttpConnection.to(server.port());
				HttpConnection another = HttpConnection.to(server.port())) {
			hook.send("GET", "/actuator/prestop");
			Awaitility.await().until(() -> server.termination().phase() == TerminationPhase.PROPAGATING);
			another.send("GET", "/actuator/prestop");

			for (int i = 0; i < 3; i++) {
				assertThat(HttpConnection.get(server.port(), "/ok").body()).isEqualTo("ok");
			}

			assertThat(hook.hasBytes()).isFalse();
			server.termination().resume();
			assertThat(hook.answer().body()).contains("resumed");
			assertThat(another.answer().body()).contains("resumed");
		}
	}

	// more than WebFlux has threads of any kind on eight processors
	@Test
	void hooksHoldNoThreadOfWebFlux(CapturedOutput output) throws Exception {
		List<HttpConnection> hooks = new ArrayList<>();
		try (TestServer server = TestServer.start(HookApplication.class,
				WebFlux.NETTY.and("shutdown-starter.grace-period=5m", "shutdown-starter.propagation.minimum=4m"))) {
			for (int i = 0; i < MANY; i++) {
				hooks.add(HttpConnection.to(server.port()).send("GET", "/actuator/prestop"));
			}
			Awaitility.await()
				.until(() -> StringUtils.countOccurrencesOf(output.getOut(), "Another pre-stop hook has joined") == MANY
						- 1);

			assertThat(HttpConnection.get(server.port(), "/ok").body()).isEqualTo("ok");

			server.termination().resume();
			for (HttpConnection hook : hooks) {
				assertThat(hook.answer().body()).contains("resumed");
				hook.close();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.port=0", "management.server.port=0",
			WebFlux.ON_NETTY + ";server.netty.idle-timeout=1s;server.netty.connection-timeout=1s",
			WebFlux.ON_JETTY + ";server.jetty.connection-idle-timeout=1s" })
	void hookOutlastsTheTimeoutsOfTheApplication(String port) throws Exception {
		// the server looks for timeouts once a second, so one of 1 s strikes within 2 s
		try (TestServer server = TestServer.start(HookApplication.class,
				WebFlux.split(port, "spring.mvc.async.request-timeout=1s", "shutdown-starter.propagation.minimum=3s",
						"shutdown-starter.propagation.quiet-period=0s"))) {
			HttpAnswer answer = HttpConnection.get(server.managementPort(), "/actuator/prestop");

			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.body()).contains("drained");
		}
	}

	@Test
	void hookThatIsAnsweredAfterTheEndOfTheGracePeriodIsAnsweredStill() throws Exception {
		try (TestServer server = TestServer.start(SlowListenerApplication.class, "shutdown-starter.grace-period=2s",
				"shutdown-starter.close-reserve=0s", "shutdown-starter.propagation.minimum=2s",
				"shutdown-starter.propagation.maximum=2s")) {
			HttpAnswer answer = HttpConnection.get(server.port(), "/actuator/prestop");
			server.bean(Gate.class).open();

			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.body()).contains("drained");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.port=0", WebFlux.ON_NETTY })
	void compressedAnswerIsComplete(String settings) throws Exception {
		try (TestServer server = TestServer.start(HookApplication.class,
				WebFlux.split(settings, "server.compression.enabled=true", "server.compression.min-response-size=1B",
						"server.compression.mime-types=application/vnd.spring-boot.actuator.v3+json",
						"shutdown-starter.propagation.minimum=50ms", "shutdown-starter.propagation.quiet-period=0s"))) {
			HttpAnswer answer = HttpConnection.get(server.port(), "/actuator/prestop", "Accept-Encoding: gzip");

			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.header("Content-Encoding")).containsExactly("gzip");
			assertThat(unzip(answer.body())).contains("\"outcome\":\"drained\"");
		}
	}

	private static String unzip(String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
		try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@Import(HookApplication.class)
	static class SlowListenerApplication {

		@Bean
		Gate gate() {
			return new Gate();
		}

		@Bean
		ApplicationListener<TerminationPhaseEvent> slowListener(Gate gate) {
			return (event) -> gate.pass();
		}

	}

}

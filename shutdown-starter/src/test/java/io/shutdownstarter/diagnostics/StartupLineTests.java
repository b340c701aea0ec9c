package io.shutdownstarter.diagnostics;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.yaml.snakeyaml.Yaml;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.support.SelfSigned;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the line at start says what a manifest needs: what it names is parsed, and
 * called.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupLineTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "management.server.port=0", "server.servlet.context-path=/app",
			"spring.mvc.servlet.path=/mvc", "management.endpoints.web.base-path=/manage",
			"management.endpoints.web.base-path=/", "management.endpoints.web.path-mapping.prestop=bye/now",
			"management.server.port=0;management.server.base-path=/ops;management.endpoints.web.base-path=/act",
			"management.server.port=0;server.servlet.context-path=/app;spring.mvc.servlet.path=/mvc",
			"server.servlet.context-path=/app;spring.mvc.servlet.path=/mvc;management.endpoints.web.base-path=/act",
			"shutdown-starter.prestop.token=top-secret", "spring.main.lazy-initialization=true", WebFlux.ON_NETTY,
			WebFlux.ON_NETTY + ";spring.webflux.base-path=/app;spring.main.lazy-initialization=true",
			WebFlux.ON_NETTY + ";management.server.port=0;management.server.base-path=/ops"
					+ ";spring.webflux.base-path=/app;management.endpoints.web.base-path=/act" })
	void namedUrlIsTheHook(String properties, CapturedOutput output) throws Exception {
		assertNamedUrlIsTheHook(output, properties.isEmpty() ? new String[0] : properties.split(";", -1));
		assertThat(output).doesNotContain("top-secret");
	}

	@ParameterizedTest
	@CsvSource({ "server, server.port=0", "management.server, management.server.port=0", "server, " + WebFlux.ON_NETTY,
			"management.server, " + WebFlux.ON_NETTY + ";management.server.port=0" })
	void namedUrlIsTheHookWithTls(String server, String settings, CapturedOutput output, @TempDir Path directory)
			throws Exception {
		assertNamedUrlIsTheHook(output, WebFlux.split(settings, SelfSigned.properties(directory, server)));
		assertThat(output).contains("scheme: HTTPS");
	}

	private static void assertNamedUrlIsTheHook(CapturedOutput output, String... properties) throws Exception {
		try (TestServer server = start(properties)) {
			assertThat(lines(output)).singleElement().asString().contains("INFO");

			HttpResponse<String> answer = call(lines(output).get(0));

			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(server.termination().phase()).isEqualTo(TerminationPhase.DRAINED);
		}
	}

	@Test
	void lineNamesTheHeaderAndNeverTheToken(CapturedOutput output) {
		start("shutdown-starter.prestop.token=top-secret").close();
		assertThat(httpGet(lines(output).get(0))).containsEntry("httpHeaders",
				List.of(Map.of("name", "Prestop-Token", "value", "<value of shutdown-starter.prestop.token>")));
		assertThat(output).doesNotContain("top-secret");
	}

	@Test
	void lineTellsTheWaits(CapturedOutput output) {
		try (TestServer server = TestServer.start(ServedApplication.class)) {
			assertThat(lines(output)).singleElement()
				.asString()
				.endsWith(
						("Termination by hook GET :%d/actuator/prestop waits up to 25 s for requests, of these 5 s to "
								+ "15 s for the news to spread, and keeps 5 s for the close; the pod needs "
								+ "terminationGracePeriodSeconds: 30 and its container lifecycle: {preStop: {httpGet: "
								+ "{path: /actuator/prestop, port: %d}}}")
							.formatted(server.port(), server.port()));
		}
	}

	@Test
	void quietPeriodThatIsLongerThanTheMinimumIsTheShortestWait(CapturedOutput output) {
		start("shutdown-starter.propagation.quiet-period=3s", "shutdown-starter.propagation.maximum=4500ms").close();
		assertThat(lines(output)).singleElement().asString().contains("of these 3 s to 4.5 s for the news to spread");
	}

	@Test
	void applicationWhoseHookIsNotServedHearsOfTheGracePeriod(CapturedOutput output) {
		start("management.endpoints.web.exposure.exclude=prestop", "shutdown-starter.grace-period=45500ms").close();
		assertThat(lines(output)).singleElement()
			.asString()
			.contains("Termination by SIGTERM, since no hook is served", "up to 40.5 s")
			.endsWith("terminationGracePeriodSeconds: 46");
	}

	@Test
	void applicationWithoutWebServerHearsNothing(CapturedOutput output) {
		new SpringApplicationBuilder(ServedApplication.class).web(WebApplicationType.NONE).run().close();
		assertThat(lines(output)).isEmpty();
	}

	@Test
	void hierarchyOfContextsHearsOnce(CapturedOutput output) {
		new SpringApplicationBuilder(ServedApplication.class).web(WebApplicationType.NONE)
			.child(ServedApplication.class)
			.web(WebApplicationType.SERVLET)
			.run("--server.port=0", "--management.server.port=0")
			.close();
		assertThat(lines(output)).singleElement().asString().contains("by hook");
	}

	@Test
	void unusualPathIsQuoted() {
		HookAddress hook = new HookAddress(80, "/act, {\"x\": \\1}/#prestop", true, Optional.of("Prestop-Token"));
		assertThat(httpGet(hook.stanza())).containsEntry("path", "/act, {\"x\": \\1}/#prestop")
			.containsEntry("port", 80)
			.containsEntry("scheme", "HTTPS");
	}

	private static TestServer start(String... properties) {
		return TestServer.start(ServedApplication.class,
				Stream
					.concat(Stream.of("shutdown-starter.propagation.minimum=0s",
							"shutdown-starter.propagation.quiet-period=0s"), Stream.of(properties))
					.toArray(String[]::new));
	}

	private static List<String> lines(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("terminationGracePeriodSeconds")).toList();
	}

	private static Map<String, Object> httpGet(String line) {
		Map<String, Object> container = new Yaml().load(line.substring(line.indexOf("lifecycle:")));
		return child(child(child(container, "lifecycle"), "preStop"), "httpGet");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> child(Map<String, Object> parent, String name) {
		return (Map<String, Object>) Optional.ofNullable(parent.get(name)).orElseThrow();
	}

	// as the kubelet does: whoever has signed the certificate, over plain HTTP/1.1
	@SuppressWarnings("unchecked")
	private static HttpResponse<String> call(String line) throws Exception {
		Map<String, Object> get = httpGet(line);
		String scheme = "HTTPS".equals(get.get("scheme")) ? "https" : "http";
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("%s://127.0.0.1:%s%s".formatted(scheme, get.get("port"), get.get("path"))))
			.version(HttpClient.Version.HTTP_1_1);
		for (Map<String, String> header : (List<Map<String, String>>) get.getOrDefault("httpHeaders", List.of())) {
			request.header(header.get("name"), "top-secret");
		}
		return HttpClient.newBuilder()
			.sslContext(SelfSigned.trustingClient())
			.build()
			.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}

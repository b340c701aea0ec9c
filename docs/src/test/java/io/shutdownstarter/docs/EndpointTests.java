package io.shutdownstarter.docs;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.shutdownstarter.Termination;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the endpoints: their answers are those of the reference.
 */
class EndpointTests {

	private static final Document REFERENCE = Document.of("docs/reference.md");

	private static final String PATH = "/actuator/prestop";

	private static ConfigurableApplicationContext guarded;

	private static ConfigurableApplicationContext shared;

	@BeforeAll
	static void start() {
		guarded = OpenApplication.start("--management.server.port=0", "--shutdown-starter.prestop.token=secret");
		shared = OpenApplication.start("--management.endpoint.prestop.access=read-only");
	}

	@AfterAll
	static void stop() {
		guarded.close();
		shared.close();
	}

	static List<Map<String, String>> calls() {
		return REFERENCE.table("prestop").rows();
	}

	@ParameterizedTest
	@MethodSource("calls")
	void theAnswerHasTheStatusOfTheTable(Map<String, String> row) {
		String method = Table.plain(row.getOrDefault("call", ""));
		String when = Table.plain(row.getOrDefault("when", ""));
		int status = Integer.parseInt(row.getOrDefault("status", ""));
		for (HttpResponse<String> answer : call(method, when)) {
			assertThat(answer.statusCode()).as("%s, %s", method, when).isEqualTo(status);
		}
		if (status != 200) {
			assertThat(guarded.getBean(Termination.class).phase()).hasToString("SERVING");
			assertThat(shared.getBean(Termination.class).phase()).hasToString("SERVING");
		}
		guarded.getBean(Termination.class).resume();
	}

	private static List<HttpResponse<String>> call(String method, String when) {
		return switch (when) {
			case "always", "before SIGTERM" -> List.of(Call.of(port(guarded), method, PATH, Call.TOKEN, "secret"));
			case "a token is set, the call has none" -> List.of(Call.of(port(guarded), method, PATH));
			case "a token is set, the call has another one, or more than one" ->
				List.of(Call.of(port(guarded), method, PATH, Call.TOKEN, "another"),
						Call.of(port(guarded), method, PATH, Call.TOKEN, "secret", Call.TOKEN, "secret"));
			case "no token is set, the port is the application's, and the call does not look like the kubelet's" ->
				List.of(Call.of(port(shared), method, PATH, "X-Forwarded-For", "10.0.0.1"));
			case "management.endpoint.prestop.access is read-only" -> List.of(Call.of(port(shared), method, PATH));
			// SecuredHookIT has a process that is signalled
			case "after SIGTERM" -> List.of();
			default -> throw new IllegalArgumentException("Nobody knows how to try: " + when);
		};
	}

	@Test
	void theAnswersHaveTheFieldsOfTheReference() {
		BiConsumer<String, HttpResponse<String>> same = (heading,
				answer) -> assertThat(documented(heading).stream().map(EndpointTests::shape))
					.as("what the reference shows of %s", heading)
					.contains(shape(JsonMapper.shared().readTree(answer.body())));
		same.accept("prestop", Call.of(port(guarded), "POST", PATH, Call.TOKEN, "secret"));
		same.accept("prestop", Call.of(port(guarded), "DELETE", PATH, Call.TOKEN, "secret"));
		same.accept("prestop", Call.of(port(guarded), "GET", PATH, Call.TOKEN, "secret"));
		guarded.getBean(Termination.class).resume();
		same.accept("termination", Call.of(port(guarded), "GET", "/actuator/termination"));
	}

	@Test
	void theTerminationEndpointShowsTheDefaults() {
		try (ConfigurableApplicationContext application = OpenApplication.start(
				"--shutdown-starter.propagation.minimum=5s", "--shutdown-starter.propagation.quiet-period=2s",
				"--shutdown-starter.prestop.token=secret")) {
			JsonNode answer = JsonMapper.shared()
				.readTree(Call.of(port(application), "GET", "/actuator/termination").body());
			JsonNode shown = documented("termination").get(0);
			assertThat(answer.get("settings")).isEqualTo(shown.get("settings"));
			assertThat(answer.get("plan")).isEqualTo(shown.get("plan"));
		}
	}

	private static List<JsonNode> documented(String heading) {
		return REFERENCE.blocks()
			.stream()
			.filter((block) -> block.heading().equals(heading) && block.language().equals("json"))
			.map((block) -> JsonMapper.shared().readTree(block.text()))
			.toList();
	}

	// what there is, apart from the values
	private static Map<String, Object> shape(JsonNode node) {
		Map<String, Object> shape = new TreeMap<>();
		node.properties().forEach((field) -> {
			JsonNode value = field.getValue();
			shape.put(field.getKey(), value.isObject() ? shape(value) : "a value");
		});
		return shape;
	}

	private static int port(ConfigurableApplicationContext application) {
		return application.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
	}

}

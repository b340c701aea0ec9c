package io.shutdownstarter.test;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ResultJson} and its document.
 */
class ResultJsonTests {

	private final JsonNode json = parse(ResultJson.of(Results.of("words")));

	@Test
	void timesAreSeconds() {
		assertThat(this.json.at("/startedAt").asText()).isEqualTo("2026-11-22T12:00:00Z");
		assertThat(this.json.at("/duration").isNumber()).isTrue();
		assertThat(this.json.at("/duration").asDouble()).isEqualTo(9);
		assertThat(this.json.at("/pods/0/deleted").asDouble()).isEqualTo(2);
		assertThat(this.json.at("/pods/0/end/sigterm").asDouble()).isEqualTo(5.52);
		assertThat(this.json.at("/timeline/1/at").asDouble()).isEqualTo(0.9);
		assertThat(this.json.at("/requests/took").toString()).isEqualTo("[0.02,0.04,0.0302]");
	}

	@Test
	void verdictCountsAndRemediesAreThereForAProgram() {
		assertThat(this.json.at("/verdict").asText()).isEqualTo("LOST");
		assertThat(this.json.at("/headline").asText()).isEqualTo("LOST: 1 of 3 requests were lost");
		assertThat(this.json.at("/exitCode").asInt()).isOne();
		assertThat(this.json.at("/counts").toString())
			.isEqualTo("{\"sent\":3,\"succeeded\":1,\"retried\":1,\"lost\":1,\"lostWithoutRetry\":2,\"killed\":0}");
		assertThat(this.json.at("/causes/0/cause").asText()).isEqualTo("NEW_CONNECTION_REFUSED");
		assertThat(this.json.at("/causes/0/remedy").asText()).isEqualTo(LossCause.NEW_CONNECTION_REFUSED.remedy());
		assertThat(this.json.at("/findings/0/rank").asText()).isEqualTo("HOOK");
		assertThat(this.json.at("/findings/0/details/0").asText()).isEqualTo("seen  pod-1 words");
		assertThat(this.json.at("/findings/1/remedy").asText()).isEqualTo(LossCause.NEW_CONNECTION_REFUSED.remedy());
		assertThat(this.json.at("/problems/0/kind").asText()).isEqualTo("HOOK_FAILED");
		assertThat(this.json.at("/problems/0/remedy").asText()).isEqualTo(PodProblem.Kind.HOOK_FAILED.remedy());
		assertThat(this.json.at("/voidReasons/0").asText()).isEqualTo("words");
		assertThat(this.json.at("/servedCompared").asBoolean()).isTrue();
		assertThat(this.json.at("/directory").asText()).isEqualTo("/tmp/rehearsal");
	}

	@Test
	void requestsAreColumnsOfOneLength() {
		assertThat(this.json.at("/requests/names").toString()).isEqualTo("[\"GET /words\",\"PUT /b\"]");
		assertThat(this.json.at("/requests/request").toString()).isEqualTo("[0,0,1]");
		assertThat(this.json.at("/requests/pod").toString()).isEqualTo("[0,0,-1]");
		assertThat(this.json.at("/requests/ending").toString()).isEqualTo("[\"SUCCEEDED\",\"RETRIED\",\"LOST\"]");
		assertThat(this.json.at("/requests/cause").toString())
			.isEqualTo("[null,\"KEEP_ALIVE_TRAP\",\"NEW_CONNECTION_REFUSED\"]");
		assertThat(this.json.at("/requests/status").toString()).isEqualTo("[200,200,0]");
	}

	@Test
	void thePodsOwnReportIsThereWithItsPhases() {
		assertThat(this.json.at("/pods/0/end/hookBody").asText()).isEqualTo("words");
		assertThat(this.json.at("/pods/0/starterLines/1").toString())
			.isEqualTo("{\"at\":7.1,\"text\":\"Propagation wait ended after 5 s\"}");
		assertThat(this.json.at("/pods/0/phases").toString())
			.isEqualTo("[{\"phase\":\"PROPAGATING\",\"from\":2.1,\"to\":7.1},"
					+ "{\"phase\":\"DRAINING\",\"from\":7.1,\"to\":7.4},"
					+ "{\"phase\":\"DRAINED\",\"from\":7.4,\"to\":8}]");
	}

	@Test
	void wordsOfTheApplicationCanNeitherEndAScriptNorBeSpoiled() {
		String html = ResultJson.forHtml(Results.of(Results.NASTY));

		assertThat(html).matches("\\p{ASCII}*").doesNotContainPattern("[<>&\\p{Cntrl}]");
		List<String> paths = List.of("/voidReasons/0", "/notes/0", "/failures/0/detail", "/pods/0/end/hookBody",
				"/problems/0/detail", "/timeline/3/what");
		assertThat(paths).allSatisfy((path) -> assertThat(parse(html).at(path).asText()).isEqualTo(Results.NASTY));
	}

	private static JsonNode parse(String json) {
		try {
			return new ObjectMapper().readTree(json);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException(json, ex);
		}
	}

}

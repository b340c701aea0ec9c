package io.shutdownstarter.test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestSender}.
 */
@Timeout(20)
class RequestSenderTests {

	private static final String OK = ScriptedServer.answer(200, "fine");

	private static final RequestTemplate GET = RequestTemplate.get("/x");

	@Test
	void anAnswerIsASuccess() throws IOException {
		List<Outcome> outcomes = send(GET, 2, List.of(OK, OK));

		assertThat(outcomes).allMatch(Outcome::succeededAtOnce);
		assertThat(outcomes).extracting((outcome) -> outcome.first().reused()).containsExactly(false, true);
		assertThat(outcomes).extracting((outcome) -> outcome.first().pod()).containsOnly("pod");
	}

	@Test
	void connectionCloseIsHonoured() throws IOException {
		String last = ScriptedServer.answer(200, "fine", "Connection: close");

		List<Outcome> outcomes = send(GET, 2, List.of(last), List.of(OK));

		assertThat(outcomes).allMatch(Outcome::succeededAtOnce);
		assertThat(outcomes).extracting((outcome) -> outcome.first().reused()).containsExactly(false, false);
	}

	@Test
	void aConnectionThatTheServerHasClosedMeanwhileIsNotUsed() throws Exception {
		try (ScriptedServer server = new ScriptedServer(List.of(List.of(OK, ScriptedServer.FIN), List.of(OK)));
				RequestSender sender = sender(server, true)) {
			assertThat(sender.send(request(GET, 0)).succeededAtOnce()).isTrue();
			// the second script begins when the first connection has been closed
			TimeUnit.MILLISECONDS.sleep(50);
			Outcome outcome = sender.send(request(GET, 1));
			assertThat(outcome.succeededAtOnce()).isTrue();
			assertThat(outcome.first().reused()).isFalse();
		}
	}

	@Test
	void aKeptConnectionWithoutAnAnswerIsATrapAndReTriedOnce() throws IOException {
		List<Outcome> outcomes = send(GET, 2, List.of(OK, ScriptedServer.HANG, ScriptedServer.FIN), List.of(OK));

		Outcome trapped = outcomes.get(1);
		assertThat(trapped.first().failure()).isEqualTo(LossCause.KEEP_ALIVE_TRAP);
		assertThat(trapped.retried()).isTrue();
		assertThat(trapped.lost()).isFalse();
		assertThat(trapped.second()).extracting(Attempt::id).isEqualTo("r1.2");
	}

	@Test
	void aPostIsNotReTried() throws IOException {
		List<Outcome> outcomes = send(RequestTemplate.post("/x", 10), 2,
				List.of(OK, ScriptedServer.HANG, ScriptedServer.RST), List.of(OK));

		assertThat(outcomes.get(1).first().failure()).isEqualTo(LossCause.KEEP_ALIVE_TRAP);
		assertThat(outcomes.get(1).lost()).isTrue();
		assertThat(outcomes.get(1).second()).isNull();
	}

	@Test
	void aSecondFailureIsALoss() throws IOException {
		List<Outcome> outcomes = send(GET, 2, List.of(OK, ScriptedServer.HANG, ScriptedServer.RST),
				List.of(ScriptedServer.HANG, ScriptedServer.FIN), List.of(OK));

		assertThat(outcomes.get(1).lost()).isTrue();
		assertThat(outcomes.get(1).decisive().failure()).isEqualTo(LossCause.NEW_CONNECTION_REFUSED);
	}

	@Test
	void aNewConnectionWithoutAnAnswerIsNotReTried() throws IOException {
		List<Outcome> outcomes = send(GET, 1, List.of(ScriptedServer.HANG, ScriptedServer.RST), List.of(OK));

		assertThat(outcomes.get(0).first().failure()).isEqualTo(LossCause.NEW_CONNECTION_REFUSED);
		assertThat(outcomes.get(0).lost()).isTrue();
	}

	@Test
	void aRefusedConnectionIsALoss() throws IOException {
		ScriptedServer server = new ScriptedServer(List.of());
		server.close();
		try (RequestSender sender = sender(server, true)) {
			Outcome outcome = sender.send(request(RequestTemplate.put("/x", 10), 0));

			assertThat(outcome.first().failure()).isEqualTo(LossCause.NEW_CONNECTION_REFUSED);
			assertThat(outcome.first().pod()).isNull();
			assertThat(outcome.lost()).isTrue();
		}
	}

	@Test
	void anAnswerThatEndsTooSoonIsALossAndNotReTried() throws IOException {
		String cut = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this";

		List<Outcome> outcomes = send(GET, 2, List.of(OK, cut, ScriptedServer.FIN), List.of(OK));

		assertThat(outcomes.get(1).first().failure()).isEqualTo(LossCause.CUT_IN_ANSWER);
		assertThat(outcomes.get(1).lost()).isTrue();
	}

	@Test
	void aHeadThatEndsTooSoonIsCutInTheAnswer() throws IOException {
		List<Outcome> outcomes = send(GET, 2, List.of(OK, "HTTP/1.1 200 OK\r\nCont", ScriptedServer.FIN), List.of(OK));

		assertThat(outcomes.get(1).first().failure()).isEqualTo(LossCause.CUT_IN_ANSWER);
		assertThat(outcomes.get(1).lost()).isTrue();
	}

	@Test
	void anUploadThatIsCutIsALoss() throws IOException {
		RequestTemplate upload = RequestTemplate.post("/x", 5_000_000).withTransferTime(Duration.ofMillis(500));

		List<Outcome> outcomes = send(upload, 1, List.of(ScriptedServer.HEAD_ONLY, ScriptedServer.RST));

		assertThat(outcomes.get(0).first().failure()).isEqualTo(LossCause.CUT_WHILE_UPLOADING);
		assertThat(outcomes.get(0).lost()).isTrue();
	}

	@Test
	void anUnexpectedStatusIsALossWithThatStatus() throws IOException {
		List<Outcome> outcomes = send(GET, 2, List.of(ScriptedServer.answer(503, ""), OK));

		assertThat(outcomes.get(0).first().failure()).isEqualTo(LossCause.UNEXPECTED_STATUS);
		assertThat(outcomes.get(0).first().status()).isEqualTo(503);
		assertThat(outcomes.get(1).succeededAtOnce()).isTrue();
	}

	@Test
	void anExpectedStatusIsNoLoss() throws IOException {
		assertThat(send(GET.withExpectedStatus(404), 1, List.of(ScriptedServer.answer(404, "none"))))
			.allMatch(Outcome::succeededAtOnce);
	}

	@Test
	void wrongContentIsALoss() throws IOException {
		List<Outcome> outcomes = send(RequestTemplate.put("/x", 4).withCheck(ResponseCheck.echo()), 1, List.of(OK));

		assertThat(outcomes.get(0).first().failure()).isEqualTo(LossCause.WRONG_CONTENT);
		assertThat(outcomes.get(0).first().detail()).isEqualTo("the answer is not the echo of the request");
	}

	@Test
	void aCheckThatThrowsIsALoss() throws IOException {
		List<Outcome> outcomes = send(GET.withCheck((exchange) -> {
			throw new IllegalStateException("boom");
		}), 1, List.of(OK));

		assertThat(outcomes.get(0).first().failure()).isEqualTo(LossCause.WRONG_CONTENT);
		assertThat(outcomes.get(0).first().detail()).contains("boom");
	}

	@Test
	void silenceIsATimeoutAndNotReTried() throws IOException {
		List<Outcome> outcomes = send(GET, 2, List.of(OK, ScriptedServer.HANG), List.of(OK));

		assertThat(outcomes.get(1).first().failure()).isEqualTo(LossCause.TIMEOUT);
		assertThat(outcomes.get(1).lost()).isTrue();
	}

	@Test
	void digestsAreSentAndChecked() throws IOException {
		String digest = RequestHeaders.sha256(new byte[0]);
		RequestTemplate get = GET.withHeaders(RequestHeaders.contentDigest()).withCheck(ResponseCheck.digestOfAnswer());
		List<String> script = List.of(ScriptedServer.answer(200, "", "Repr-Digest: " + digest), OK);
		try (ScriptedServer server = new ScriptedServer(List.of(script)); RequestSender sender = sender(server, true)) {
			assertThat(sender.send(request(get, 0)).succeededAtOnce()).isTrue();
			assertThat(sender.send(request(get, 1)).first().failure()).isEqualTo(LossCause.WRONG_CONTENT);
			assertThat(server.heads().get(0)).contains("GET /x HTTP/1.1", "X-Rehearsal-Id: r0",
					"Content-Digest: " + digest);
		}
	}

	@Test
	void aBodyOfTheUsersOwnIsSentWithItsType() throws IOException {
		RequestTemplate post = RequestTemplate.post("/x", 0)
			.withContent(RequestContent.text("{\"a\":1}"))
			.withHeaders((body) -> Map.of("content-type", "application/json"));
		try (ScriptedServer server = new ScriptedServer(List.of(List.of(OK)));
				RequestSender sender = sender(server, true)) {
			assertThat(sender.send(request(post, 0)).succeededAtOnce()).isTrue();
			assertThat(server.heads().get(0)).contains("content-type: application/json", "Content-Length: 7")
				.doesNotContain("octet-stream");
		}
	}

	@SafeVarargs
	@SuppressWarnings("varargs")
	private static List<Outcome> send(RequestTemplate template, int times, List<String>... scripts) throws IOException {
		try (ScriptedServer server = new ScriptedServer(List.of(scripts));
				RequestSender sender = sender(server, true)) {
			List<Outcome> outcomes = new ArrayList<>();
			for (int i = 0; i < times; i++) {
				outcomes.add(sender.send(request(template, i)));
			}
			return outcomes;
		}
	}

	private static RequestSender sender(ScriptedServer server, boolean keepAlive) {
		return new RequestSender(
				new RequestSender.Target(server.port(), Duration.ofSeconds(1), System::nanoTime, (port) -> "pod"),
				keepAlive);
	}

	private static PreparedRequest request(RequestTemplate template, int number) {
		return PreparedRequest.of("r" + number, template, number, new SplittableRandom(number));
	}

}

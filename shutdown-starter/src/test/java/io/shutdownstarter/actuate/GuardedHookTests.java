package io.shutdownstarter.actuate;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.shutdownstarter.TerminationPhase;
import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the hook that asks for a token, at each of the places at which it can be.
 */
@ParameterizedClass
@MethodSource("io.shutdownstarter.actuate.PreStopHookTests#places")
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardedHookTests {

	static final String TOKEN = "correct-horse-battery-staple";

	private static final String GOOD = "Prestop-Token: " + TOKEN;

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private PreStopHookTests.Place place;

	@SuppressWarnings("NullAway.Init")
	private TestServer server;

	@BeforeParameterizedClassInvocation
	void startServer() {
		this.server = TestServer.start(HookApplication.class,
				this.place.with("shutdown-starter.prestop.token=" + TOKEN, "logging.level.io.shutdownstarter=trace",
						"shutdown-starter.propagation.minimum=0s", "shutdown-starter.propagation.quiet-period=0s"));
	}

	@AfterParameterizedClassInvocation
	void stopServer() {
		this.server.close();
	}

	@AfterEach
	void resume() {
		assertThat(this.server.termination().resume()).isTrue();
	}

	@Test
	void callWithTheTokenIsTaken() throws IOException {
		assertThat(call("GET", this.place.path(), GOOD).status()).isEqualTo(200);
		assertThat(this.server.termination().phase()).isEqualTo(TerminationPhase.DRAINED);
	}

	@Test
	void headerNameIsTakenInAnyCase() throws IOException {
		assertThat(call("GET", this.place.path(), "PRESTOP-TOKEN: " + TOKEN).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST", "DELETE" })
	void callWithoutTheTokenIsUnauthorized(String method) throws IOException {
		HttpAnswer answer = refused(method, this.place.path(), 401);

		assertThat(answer.header("WWW-Authenticate")).containsExactly("Prestop-Token");
	}

	@ParameterizedTest
	@ValueSource(strings = { "wrong", TOKEN + "x", "correct-horse-battery-stapl", "Correct-horse-battery-staple",
			TOKEN + "," + TOKEN, "" })
	void callWithAnotherTokenIsForbidden(String token) throws IOException {
		for (String method : List.of("GET", "POST", "DELETE")) {
			refused(method, this.place.path(), 403, "Prestop-Token: " + token);
		}
	}

	@Test
	void repeatedHeaderIsForbiddenEvenIfItIsRight() throws IOException {
		refused("GET", this.place.path(), 403, GOOD, GOOD);
		refused("GET", this.place.path(), 403, GOOD, "prestop-token: wrong");
	}

	@Test
	void tokenInTheQueryIsNone() throws IOException {
		refused("GET", this.place.path() + "?Prestop-Token=" + TOKEN + "&token=" + TOKEN, 401);
	}

	@Test
	void noSpellingOfThePathLeadsAroundTheGuard() throws IOException {
		for (String path : spellings(this.place.path())) {
			for (String method : List.of("GET", "POST", "DELETE", "HEAD", "PUT", "PATCH", "OPTIONS", "TRACE")) {
				try (HttpConnection connection = HttpConnection.to(this.server.managementPort())) {
					connection.send(method, path, "Content-Length: 0");
					assertThat(connection.head().status()).as(method + " " + path).isNotEqualTo(503);
				}
				assertThat(this.server.termination().phase()).as(method + " " + path)
					.isEqualTo(TerminationPhase.SERVING);
			}
		}
	}

	@Test
	void spellingsThatAreServedAreServedWithTheToken() throws IOException {
		String path = this.place.path();
		for (String served : List.of(path, "/" + path, path + ";a=b", path.replace("r", "%72"),
				path + "?msg=prestop")) {
			assertThat(call("GET", served, GOOD).status()).as(served).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HEAD", "OPTIONS", "TRACE", "PUT", "PATCH" })
	void otherMethodsDoNotActEvenWithTheToken(String method) throws IOException {
		try (HttpConnection connection = HttpConnection.to(this.server.managementPort())) {
			connection.send(method, this.place.path(), GOOD, "Content-Length: 0");

			assertThat(connection.head().status()).isEqualTo(method.equals("OPTIONS") ? 200 : 405);
		}
		assertThat(this.server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
	}

	@Test
	void callByHttp10IsTakenWithTheToken() throws IOException {
		try (HttpConnection connection = HttpConnection.to(this.server.managementPort())) {
			connection.send("GET %s HTTP/1.0\r\n%s\r\n\r\n".formatted(this.place.path(), GOOD));

			assertThat(connection.answer().status()).isEqualTo(200);
		}
	}

	@Test
	void eachReasonIsLoggedOnceWithTheRemedyAndWithoutTheToken(CapturedOutput output) throws IOException {
		try (TestServer fresh = TestServer.start(HookApplication.class,
				this.place.with("shutdown-starter.prestop.token=" + TOKEN, "logging.level.io.shutdownstarter=trace"))) {
			for (int i = 0; i < 3; i++) {
				HttpConnection.get(fresh.managementPort(), this.place.path());
				HttpConnection.get(fresh.managementPort(), this.place.path(), "Prestop-Token: hunter2");
			}

			assertThat(fresh.termination().status().totals().refusedHooks()).isEqualTo(6);
			assertThat(output)
				.containsOnlyOnce("A call of the pre-stop hook was refused, since it has no Prestop-Token")
				.containsOnlyOnce("A call of the pre-stop hook was refused, since its Prestop-Token header is not")
				.contains("lifecycle: { preStop: { httpGet: { path: %s, port: %d, httpHeaders: "
					.formatted(this.place.path(), fresh.managementPort()))
				.doesNotContain(TOKEN)
				.doesNotContain("hunter2");
		}
	}

	private static List<String> spellings(String path) {
		String percent = path.chars()
			.mapToObj((letter) -> (letter == '/') ? "/" : "%%%02x".formatted(letter))
			.reduce("", String::concat);
		String last = path.substring(path.lastIndexOf('/'));
		String parent = path.substring(0, path.lastIndexOf('/'));
		return Stream
			.of(path, "/" + path, path.replace("/", "//"), path + "/", path + "//", path + "?a=b", path + "?", percent,
					path.replace("r", "%72"), path.replace("/", "/;a=b/"), path + ";a=b", path + ";",
					parent + ";a=b" + last, path + last + "/..", path + "/.." + last, parent + "/." + last, "/." + path,
					path + "/.", path.toUpperCase(Locale.ROOT), path.replace("/", "%2f"),
					parent + "%2F" + last.substring(1), parent + "/%2e" + last, parent + "/%2e%2e" + path,
					path.replace("/", "\\"), path + "%00", path + ".json", path + "%20", path + "/x", path + "%3Ba=b",
					"http://127.0.0.1" + path, "*")
			.toList();
	}

	private HttpAnswer refused(String method, String path, int status, String... headers) throws IOException {
		long before = this.server.termination().status().totals().refusedHooks();
		HttpAnswer answer = call(method, path, headers);
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.body()).startsWith("Refused, since").doesNotContain(TOKEN);
		assertThat(this.server.termination().phase()).isEqualTo(TerminationPhase.SERVING);
		assertThat(this.server.termination().status().totals().refusedHooks()).isEqualTo(before + 1);
		return answer;
	}

	private HttpAnswer call(String method, String path, String... headers) throws IOException {
		try (HttpConnection connection = HttpConnection.to(this.server.managementPort())) {
			String[] all = Stream.concat(Stream.of(headers), Stream.of("Content-Length: 0")).toArray(String[]::new);
			return connection.send(method, path, all).answer();
		}
	}

}

package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what {@link PodSpecContainerAssert} compares.
 */
class PodSpecComparisonTests {

	private static final String HOOK = PodSpecCase.CONTAINER + ".lifecycle.preStop";

	private static final String READINESS = PodSpecCase.CONTAINER + ".readinessProbe";

	private static final String LIVENESS = PodSpecCase.CONTAINER + ".livenessProbe";

	private static final String SET_BOTH = "set both to the same time: one clock counts for hook, SIGTERM and close";

	private static final String SET_PORT = "set the port to 9090, or to the name of a containerPort 9090";

	private static final String DECLARE_PORT = "declare a port of that name with containerPort 9090";

	private static final String HEADER = "httpHeaders: [{name: Prestop-Token, value: %s}], path: /actuator/prestop";

	private static final String SECRET = """
			            - name: SHUTDOWN_STARTER_PRESTOP_TOKEN
			              valueFrom: {secretKeyRef: {name: tokens, key: prestop}}
			""";

	@TempDir
	private Path directory;

	@ParameterizedTest
	@MethodSource
	void aManifestThatAgreesPasses(PodSpecCase agreeing) throws IOException {
		agreeing.check(this.directory, PodSpecSettings.ofApplication());
	}

	static Stream<PodSpecCase> aManifestThatAgreesPasses() {
		return Stream.of(new PodSpecCase("as it is"),
				new PodSpecCase("a port that does not matter").set("SERVER_PORT", "8081"),
				new PodSpecCase("a context path is not that of management").set("SERVER_SERVLET_CONTEXT_PATH", "/x"),
				new PodSpecCase("a shared port").set("MANAGEMENT_SERVER_PORT", "8080")
					.change("port: management", "port: http")
					.change("port: 9090", "port: '8080'"),
				new PodSpecCase("a shared port with a path before it").set("MANAGEMENT_SERVER_PORT", "8080")
					.set("SERVER_SERVLET_CONTEXT_PATH", "/app/")
					.set("SPRING_MVC_SERVLET_PATH", "/mvc")
					.change("port: management", "port: http")
					.change("port: 9090", "port: 8080")
					.change("/actuator", "/app/mvc/actuator"),
				new PodSpecCase("management with a path of its own").set("MANAGEMENT_SERVER_BASE_PATH", "manage/")
					.change("/actuator", "/manage/actuator"),
				new PodSpecCase("endpoints at the root").set("MANAGEMENT_ENDPOINTS_WEB_BASE_PATH", "/")
					.change("/actuator", ""),
				new PodSpecCase("endpoints of other names").set("MANAGEMENT_ENDPOINTS_WEB_BASE_PATH", "/ops")
					.set("MANAGEMENT_ENDPOINTS_WEB_PATHMAPPING_PRESTOP", "bye")
					.set("MANAGEMENT_ENDPOINTS_WEB_PATHMAPPING_HEALTH", "h")
					.change("/actuator/prestop", "/ops/bye")
					.change("/actuator/health", "/ops/h"),
				new PodSpecCase("a query").change("/actuator/prestop", "'/actuator/prestop?from=kubelet'"),
				new PodSpecCase("TLS of management").set("MANAGEMENT_SERVER_SSL_BUNDLE", "b")
					.change("{path", "{scheme: HTTPS, path"),
				new PodSpecCase("TLS taken over from the server").set("SERVER_SSL_BUNDLE", "b")
					.change("{path", "{scheme: HTTPS, path"),
				new PodSpecCase("TLS for the server only").set("SERVER_SSL_BUNDLE", "b")
					.set("MANAGEMENT_SERVER_SSL_ENABLED", "false")
					.change("{path", "{scheme: HTTP, path"),
				new PodSpecCase("the grace period of Kubernetes").change("terminationGracePeriodSeconds: 30",
						"restartPolicy: Always"),
				new PodSpecCase("another grace period").set("SHUTDOWN_STARTER_GRACE_PERIOD", "1m")
					.change("Seconds: 30", "Seconds: 60"),
				new PodSpecCase("a grace period without a unit").set("SHUTDOWN_STARTER_GRACE_PERIOD", "60")
					.change("Seconds: 30", "Seconds: 60"),
				new PodSpecCase("the token in the header").set("SHUTDOWN_STARTER_PRESTOP_TOKEN", "s3cret")
					.change("path: /actuator/prestop", HEADER.formatted("s3cret")),
				new PodSpecCase("the token of a Secret among the manifests").append(SECRET)
					.append("---\n{apiVersion: v1, kind: Secret, metadata: {name: tokens}, data: {prestop: czNjcmV0}}\n")
					.change("path: /actuator/prestop", HEADER.formatted("s3cret")),
				new PodSpecCase("the token of a Secret elsewhere").append(SECRET)
					.change("path: /actuator/prestop", HEADER.formatted("s3cret")),
				new PodSpecCase("settings of a ConfigMap among the manifests")
					.change("env:",
							"envFrom: [{prefix: SHUTDOWN_STARTER_, configMapRef: {name: settings}}]\n          env:")
					.append("---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {GRACE_PERIOD: 45s}}\n")
					.change("Seconds: 30", "Seconds: 45"),
				new PodSpecCase("additional paths on the port of the server")
					.set("MANAGEMENT_ENDPOINT_HEALTH_PROBES_ADD_ADDITIONAL_PATHS", "true")
					.set("MANAGEMENT_ENDPOINT_HEALTH_PROBES_ADDADDITIONALPATHS", "true")
					.set("SERVER_SERVLET_CONTEXT_PATH", "/x")
					.change("/actuator/health/liveness, port: 9090", "/x/livez, port: http"),
				new PodSpecCase("a group of the application that has the indicator")
					.set("MANAGEMENT_ENDPOINT_HEALTH_GROUP_READY_INCLUDE", "db,readinessState")
					.change("health/readiness", "health/ready"),
				new PodSpecCase("a startup probe").change("livenessProbe:",
						"startupProbe: {httpGet: {path: /actuator/health/readiness, port: 9090}}\n          livenessProbe:"),
				new PodSpecCase("no web server, no calls").set("SPRING_MAIN_WEB_APPLICATION_TYPE", "none")
					.set("SPRING_MAIN_WEBAPPLICATIONTYPE", "none")
					.change("port: management", "port: 1"),
				new PodSpecCase("no starter, no hook").set("SHUTDOWN_STARTER_ENABLED", "false")
					.change("/actuator/prestop", "/other"),
				new PodSpecCase("an argument before all")
					.change("app.jar]", "app.jar]\n          args: [--management.server.port=9090]")
					.change("command: [java,", "command: [java, -Dmanagement.server.port=1,"),
				new PodSpecCase("a system property before a variable")
					.change("-jar,", "-Dmanagement.server.port=9090, -jar,")
					.set("MANAGEMENT_SERVER_PORT", "1"),
				new PodSpecCase("a shell that gives way").change("[java, -jar, app.jar]",
						"[/bin/sh, -ec, 'cd /app && exec java -jar app.jar']"),
				new PodSpecCase("an init").change("[java,", "[/sbin/tini, --, java,"),
				new PodSpecCase("the command of the image").change("command:", "args:"));
	}

	@ParameterizedTest
	@MethodSource
	void aManifestThatDoesNotAgreeIsToldWhereAndHow(PodSpecCase disagreeing) {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> disagreeing.check(this.directory, PodSpecSettings.ofApplication()))
			.withMessage(disagreeing.message(this.directory));
	}

	static Stream<PodSpecCase> aManifestThatDoesNotAgreeIsToldWhereAndHow() {
		return Stream.of(gracePeriods(), hooks(), ports(), schemes(), tokens(), probes(), commands(), unknowns())
			.flatMap((cases) -> cases);
	}

	private static Stream<PodSpecCase> gracePeriods() {
		String field = "spec.template.spec.terminationGracePeriodSeconds";
		return Stream.of(
				new PodSpecCase("another grace period").change("Seconds: 30", "Seconds: 45")
					.finding(8, field, "45", "30, as shutdown-starter.grace-period says", SET_BOTH),
				new PodSpecCase("no grace period").set("SHUTDOWN_STARTER_GRACE_PERIOD", "60500ms")
					.change("terminationGracePeriodSeconds: 30", "restartPolicy: Always")
					.finding(7, field, "nothing, which means 30", "60.5, as shutdown-starter.grace-period says",
							SET_BOTH),
				new PodSpecCase("a probe with a time of its own")
					.change("liveness, port: 9090}",
							"liveness, port: 9090}\n            terminationGracePeriodSeconds: 5")
					.finding(23, LIVENESS + ".terminationGracePeriodSeconds", "5",
							"30, as shutdown-starter.grace-period says",
							"remove it: after a failed probe the hook has this time, and the application cannot know"));
	}

	private static Stream<PodSpecCase> hooks() {
		String wrongPath = "set the path to /actuator/prestop: the kubelet takes a 404 for success";
		return Stream.of(
				new PodSpecCase("another path").change("/prestop", "/preStop")
					.finding(18, HOOK + ".httpGet.path", "/actuator/preStop",
							"/actuator/prestop, where the application serves the hook", wrongPath),
				new PodSpecCase("no path").change("path: /actuator/prestop", "scheme: HTTP")
					.finding(18, HOOK + ".httpGet.path", "/",
							"/actuator/prestop, where the application serves the hook", wrongPath),
				new PodSpecCase("another host").change("/prestop,", "/prestop, host: localhost,")
					.finding(18, HOOK + ".httpGet.host", "localhost", "none, so that the kubelet calls the pod itself",
							"remove the host"),
				new PodSpecCase("a sleep")
					.change("httpGet: {path: /actuator/prestop, port: management}", "sleep: {seconds: 5}")
					.finding(17, HOOK, "sleep", "httpGet of /actuator/prestop on port 9090",
							"call the starter's hook, or a SIGTERM that no hook has announced begins the termination"),
				new PodSpecCase("no hook").change("preStop", "postStart")
					.finding(16, HOOK, "no hook", "httpGet of /actuator/prestop on port 9090",
							"call the starter's hook, or a SIGTERM that no hook has announced begins the termination"),
				new PodSpecCase("a hook without the starter").set("SHUTDOWN_STARTER_ENABLED", "false")
					.finding(18, HOOK + ".httpGet", "/actuator/prestop",
							"no such call, since shutdown-starter.enabled is false",
							"switch the starter on, or remove the hook: the kubelet takes its 404 for success"),
				new PodSpecCase("a hook without management").set("MANAGEMENT_SERVER_PORT", "-1")
					.finding(17, HOOK, "management.server.port is negative",
							"a port that serves the hook and the probes",
							"set management.server.port to a port, or remove it to share server.port"));
	}

	private static Stream<PodSpecCase> ports() {
		String expected = "9090, which is management.server.port";
		return Stream.of(
				new PodSpecCase("the port of the server").change("prestop, port: management", "prestop, port: http")
					.finding(18, HOOK + ".httpGet.port", "'http', which is 8080", expected, SET_PORT),
				new PodSpecCase("a number that is none of the application's").change("port: 9090", "port: 9091")
					.finding(22, LIVENESS + ".httpGet.port", "9091", expected, SET_PORT),
				new PodSpecCase("a name that is not declared").change("name: management", "name: mgmt")
					.finding(18, HOOK + ".httpGet.port", "'management', which is no port of this container", expected,
							DECLARE_PORT)
					.finding(20, READINESS + ".httpGet.port", "'management', which is no port of this container",
							expected, DECLARE_PORT),
				new PodSpecCase("no port").change("liveness, port: 9090", "liveness")
					.finding(22, LIVENESS + ".httpGet.port", "no port", expected, SET_PORT));
	}

	private static Stream<PodSpecCase> schemes() {
		return Stream.of(
				new PodSpecCase("TLS that the kubelet does not speak").set("MANAGEMENT_SERVER_SSL_BUNDLE", "b")
					.change("health/readiness,", "health/readiness, scheme: HTTPS,")
					.change("health/liveness,", "health/liveness, scheme: HTTPS,")
					.finding(18, HOOK + ".httpGet.scheme", "nothing, which means HTTP",
							"HTTPS, as the port of management.server.port serves it", "set the scheme to HTTPS"),
				new PodSpecCase("TLS that the application does not speak")
					.change("health/liveness,", "health/liveness, scheme: HTTPS,")
					.finding(22, LIVENESS + ".httpGet.scheme", "HTTPS",
							"HTTP, as the port of management.server.port serves it", "set the scheme to HTTP"));
	}

	private static Stream<PodSpecCase> tokens() {
		String path = HOOK + ".httpGet.httpHeaders";
		String expected = "one header Prestop-Token with the value of shutdown-starter.prestop.token (not shown)";
		String remedy = "write the token itself into the manifest, as the header's value";
		return Stream.of(
				new PodSpecCase("no header").set("SHUTDOWN_STARTER_PRESTOP_TOKEN", "s3cret")
					.finding(18, path, "no header Prestop-Token", expected, remedy),
				new PodSpecCase("another token").set("SHUTDOWN_STARTER_PRESTOP_TOKEN", "s3cret")
					.change("path: /actuator/prestop", HEADER.formatted("0ther"))
					.finding(18, path, "a header Prestop-Token with another value (not shown)", expected, remedy),
				new PodSpecCase("a reference").set("SHUTDOWN_STARTER_PRESTOP_TOKEN", "s3cret")
					.change("path: /actuator/prestop", HEADER.formatted("$(SHUTDOWN_STARTER_PRESTOP_TOKEN)"))
					.finding(18, path, "a header Prestop-Token with another value (not shown)", expected,
							"write the token itself into the manifest: Kubernetes expands no $(...) in a header"),
				new PodSpecCase("two headers").set("SHUTDOWN_STARTER_PRESTOP_TOKEN", "s3cret")
					.change("path: /actuator/prestop",
							"httpHeaders: [{name: Prestop-Token, value: s3cret}, {name: prestop-token, value: s3cret}], path: /actuator/prestop")
					.finding(18, path, "2 headers Prestop-Token", expected, remedy),
				new PodSpecCase("a header that nobody asks for")
					.change("path: /actuator/prestop", HEADER.formatted("s3cret"))
					.finding(18, path, "a header Prestop-Token (its value is not shown)",
							"no such header, since shutdown-starter.prestop.token is not set",
							"set shutdown-starter.prestop.token to the header's value, or remove the header"),
				new PodSpecCase("no header for the token of a Secret elsewhere").append(SECRET)
					.finding(18, path, "no header Prestop-Token",
							"one header Prestop-Token with the value of Secret 'tokens', key 'prestop'", remedy));
	}

	private static Stream<PodSpecCase> probes() {
		String restart = "set the path to /actuator/health/liveness: with any other, readiness for example, the kubelet would restart a pod that only refuses traffic";
		return Stream.of(new PodSpecCase("readiness asks for liveness").change("health/readiness", "health/liveness")
			.finding(20, READINESS + ".httpGet.path", "/actuator/health/liveness", "/actuator/health/readiness",
					"set the path to /actuator/health/readiness: with another the pod would stay ready, or never become it"),
				new PodSpecCase("liveness asks for readiness").change("health/liveness", "health/readiness")
					.finding(22, LIVENESS + ".httpGet.path", "/actuator/health/readiness", "/actuator/health/liveness",
							restart),
				new PodSpecCase("liveness asks for the whole health").change("health/liveness", "health")
					.finding(22, LIVENESS + ".httpGet.path", "/actuator/health", "/actuator/health/liveness", restart),
				new PodSpecCase("no readiness").change("readinessProbe", "startupProbe")
					.finding(11, READINESS, "no probe", "httpGet of /actuator/health/readiness on port 9090",
							"add it: only the application knows its state"),
				new PodSpecCase("liveness that only connects")
					.change("httpGet: {path: /actuator/health/liveness, port: 9090}", "tcpSocket: {port: 9090}")
					.finding(21, LIVENESS, "a probe without httpGet",
							"httpGet of /actuator/health/liveness on port 9090",
							"add it: only the application knows its state"),
				new PodSpecCase("a startup probe of another path")
					.change("livenessProbe:",
							"startupProbe: {httpGet: {path: /health, port: 9090}}\n          livenessProbe:")
					.finding(21, PodSpecCase.CONTAINER + ".startupProbe.httpGet.path", "/health",
							"/actuator/health/liveness or /actuator/health/readiness",
							"set the path to /actuator/health/liveness: either group tells that it has started"),
				new PodSpecCase("groups that are switched off")
					.set("MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED", "false")
					.finding(19, READINESS, "management.endpoint.health.probes.enabled is false",
							"the groups of the probes",
							"remove management.endpoint.health.probes.enabled, or set it to true"));
	}

	private static Stream<PodSpecCase> commands() {
		String expected = "the application as the container's own process, since a shell does not pass SIGTERM on to it";
		String remedy = "begin the last command of the script with exec, or start java without a shell";
		return Stream
			.of("[/bin/sh, -c, java -jar app.jar]", "[sh, -ec, 'exec 2>&1; java -jar app.jar']",
					"[tini, -g, --, /bin/bash, -c, 'java -jar app.jar & wait']", "[bash, -c]\n          args: [java]")
			.map((command) -> new PodSpecCase(command).change("[java, -jar, app.jar]", command)
				.finding(12, PodSpecCase.CONTAINER + ".command",
						"the shell %s runs the application as its child"
							.formatted(command.replaceFirst(".*?([/a-z]*sh), .*", "$1").lines().findFirst().orElse("")),
						expected, remedy));
	}

	private static Stream<PodSpecCase> unknowns() {
		String remedy = "load the manifest that has it too, or set the value in place";
		return Stream.of(new PodSpecCase("a grace period that nobody knows").append("""
				            - name: SHUTDOWN_STARTER_GRACE_PERIOD
				              valueFrom: {configMapKeyRef: {name: settings, key: grace}}
				""")
			.finding(23, PodSpecCase.CONTAINER + ".env",
					"shutdown-starter.grace-period is set to a value that is not in these manifests: ConfigMap 'settings', key 'grace'",
					"a value that can be compared", remedy),
				new PodSpecCase("a port by reference").set("MANAGEMENT_SERVER_PORT", "$(PORT)")
					.finding(23, PodSpecCase.CONTAINER + ".env",
							"management.server.port is set to a value that is not in these manifests: the reference $(PORT)",
							"a value that can be compared", remedy));
	}

	@Test
	void allThatDoesNotAgreeIsToldAtOnce() {
		PodSpecCase disagreeing = new PodSpecCase("three").change("Seconds: 30", "Seconds: 20")
			.change("/prestop", "/stop%s")
			.change("[java, -jar, app.jar]", "[sh, -c, java]")
			.finding(8, "spec.template.spec.terminationGracePeriodSeconds", "20",
					"30, as shutdown-starter.grace-period says", SET_BOTH)
			.finding(18, HOOK + ".httpGet.path", "/actuator/stop%s",
					"/actuator/prestop, where the application serves the hook",
					"set the path to /actuator/prestop: the kubelet takes a 404 for success")
			.finding(12, PodSpecCase.CONTAINER + ".command", "the shell sh runs the application as its child",
					"the application as the container's own process, since a shell does not pass SIGTERM on to it",
					"begin the last command of the script with exec, or start java without a shell");
		aManifestThatDoesNotAgreeIsToldWhereAndHow(disagreeing);
	}

	@Test
	void configurationIsLoadedWithTheProfilesOfTheManifest() throws IOException {
		Files.writeString(this.directory.resolve("application.yaml"), """
				shutdown-starter.grace-period: 40s
				---
				spring.config.activate.on-profile: spot
				shutdown-starter.grace-period: 25s
				---
				spring.config.activate.on-cloud-platform: kubernetes
				shutdown-starter.prestop.token: s3cret
				""");
		PodSpecCase agreeing = new PodSpecCase("spot").set("SPRING_CONFIG_LOCATION", this.directory + "/")
			.change("Seconds: 30", "Seconds: 25")
			.change("path: /actuator/prestop", HEADER.formatted("s3cret"));
		agreeing.check(this.directory, PodSpecSettings.ofApplication("spot"));
		agreeing.set("SPRING_PROFILES_ACTIVE", "spot").check(this.directory, PodSpecSettings.ofApplication());
	}

	@Test
	void anEnvironmentIsTakenAsItIs() throws IOException {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("test",
					Map.of("management.server.port", "9090", "shutdown-starter.grace-period", "45s")));
		new PodSpecCase("as it is").change("Seconds: 30", "Seconds: 45")
			.set("SHUTDOWN_STARTER_GRACE_PERIOD", "20s")
			.check(this.directory, PodSpecSettings.of(environment));
	}

	@Test
	void aRandomPortOfATestIsToldApart() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of("server.port", "0")));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> new PodSpecCase("as it is").check(this.directory, PodSpecSettings.of(environment)))
			.withMessageContaining("expected: a fixed port, but server.port is 0")
			.withMessageContaining("compare with the settings of the pod, not with those of a test on a random port");
	}

	@Test
	void theMachineOfTheBuildHasNoSay() throws IOException {
		System.setProperty("shutdown-starter.grace-period", "99s");
		try {
			new PodSpecCase("as it is").check(this.directory, PodSpecSettings.ofApplication());
		}
		finally {
			System.clearProperty("shutdown-starter.grace-period");
		}
	}

}

package io.shutdownstarter.sample;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The manifests say the same as the application's own configuration.
 */
class ManifestTests {

	private static final Path MANIFESTS = Path.of("k8s");

	private static final Path CONFIGURATION = Path.of("src/main/resources/application.yaml");

	// the starter's default for 'shutdown-starter.grace-period', which the application
	// leaves alone
	private static final int GRACE_PERIOD_SECONDS = 30;

	private final Object deployment = load(MANIFESTS.resolve("deployment.yaml"));

	private final Object configuration = load(CONFIGURATION);

	private final Object pod = at(this.deployment, "spec", "template", "spec");

	private final Object container = at(this.pod, "containers", 0);

	@Test
	void preStopHookCallsTheManagementPort() {
		assertThat(at(this.container, "lifecycle", "preStop", "httpGet"))
			.isEqualTo(Map.of("path", "/actuator/prestop", "port", "management"));
	}

	@Test
	void portsAreThoseOfTheConfiguration() {
		assertThat(at(this.container, "ports")).isEqualTo(List.of(
				Map.of("name", "http", "containerPort", at(this.configuration, "server", "port")),
				Map.of("name", "management", "containerPort", at(this.configuration, "management", "server", "port"))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "startupProbe", "readinessProbe", "livenessProbe" })
	void probesCallTheManagementPort(String probe) {
		assertThat(at(this.container, probe, "httpGet", "port")).isEqualTo("management");
		assertThat(at(this.container, probe, "httpGet", "path")).asString().startsWith("/actuator/health/");
	}

	@Test
	void gracePeriodIsThatOfTheStarter() {
		assertThat(this.configuration).asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
			.doesNotContainKey("shutdown-starter");
		assertThat(at(this.pod, "terminationGracePeriodSeconds")).isEqualTo(GRACE_PERIOD_SECONDS);
	}

	@Test
	void commandHasNoShellBetweenSignalAndApplication() {
		assertThat(at(this.container, "command"))
			.isEqualTo(List.of("java", "-XX:MaxRAMPercentage=75", "-jar", "/app/ftp-rest-service.jar"));
	}

	@Test
	void rollingUpdateNeverHasFewerPodsThanReplicas() {
		assertThat(at(this.deployment, "spec", "replicas")).isEqualTo(3);
		assertThat(at(this.deployment, "spec", "strategy", "rollingUpdate"))
			.isEqualTo(Map.of("maxUnavailable", 0, "maxSurge", 1));
	}

	@Test
	void filesAndTemporaryDirectoryAreWritableOnReadOnlyRoot() {
		assertThat(at(this.container, "securityContext", "readOnlyRootFilesystem")).isEqualTo(true);
		assertThat(at(this.pod, "securityContext", "runAsNonRoot")).isEqualTo(true);
		Object root = at(this.container, "env", 0, "value");
		assertThat(at(this.container, "volumeMounts"))
			.isEqualTo(List.of(Map.of("name", "files", "mountPath", root), Map.of("name", "tmp", "mountPath", "/tmp")));
	}

	@Test
	void serviceAndBudgetSelectThePods() {
		Object labels = at(this.deployment, "spec", "template", "metadata", "labels");
		Object service = load(MANIFESTS.resolve("service.yaml"));
		assertThat(at(this.deployment, "spec", "selector", "matchLabels")).isEqualTo(labels);
		assertThat(at(service, "spec", "selector")).isEqualTo(labels);
		assertThat(at(service, "spec", "ports", 0, "targetPort")).isEqualTo("http");
		assertThat(at(load(MANIFESTS.resolve("poddisruptionbudget.yaml")), "spec", "selector", "matchLabels"))
			.isEqualTo(labels);
	}

	@Test
	void kustomizationNamesEveryManifest() throws IOException {
		List<String> manifests;
		try (var files = Files.list(MANIFESTS)) {
			manifests = files.map((file) -> file.getFileName().toString())
				.filter((name) -> !name.equals("kustomization.yaml"))
				.toList();
		}
		assertThat(at(load(MANIFESTS.resolve("kustomization.yaml")), "resources"))
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.containsExactlyInAnyOrderElementsOf(manifests);
	}

	private static Object load(Path file) {
		try (Reader reader = Files.newBufferedReader(file)) {
			return new Yaml().load(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Object at(Object node, Object... path) {
		Object current = node;
		for (Object step : path) {
			Object child = (step instanceof Integer index) ? ((List<?>) current).get(index)
					: ((Map<?, ?>) current).get(step);
			current = Objects.requireNonNull(child, () -> "No " + step + " of " + List.of(path));
		}
		return current;
	}

}

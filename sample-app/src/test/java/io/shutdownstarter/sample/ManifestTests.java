package io.shutdownstarter.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.shutdownstarter.test.PodSpecSettings;
import io.shutdownstarter.test.PodSpecWorkload;
import io.shutdownstarter.test.PodSpecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * The manifests say the same as the application's own configuration.
 */
class ManifestTests {

	private static final String NAME = "ftp-rest-service";

	private static final Path DIRECTORY = Path.of("k8s");

	private final PodSpecs manifests = PodSpecs.load(DIRECTORY);

	private final PodSpecWorkload workload = this.manifests.workload(NAME);

	private final PodSpec pod = this.workload.spec();

	private final Container container = this.workload.container(NAME);

	@TempDir
	private Path directory;

	// the README shows these lines
	@Test
	void manifestAgreesWithTheApplication() throws IOException {
		PodSpecs manifests = PodSpecs.load(Path.of("k8s/deployment.yaml"));
		PodSpecWorkload workload = manifests.workload("ftp-rest-service");
		assertThat(workload).container("ftp-rest-service").agreesWith(PodSpecSettings.ofApplication());
		String source = "src/test/java/%s.java".formatted(getClass().getName().replace('.', '/'));
		List<String> lines = Files.readAllLines(Path.of(source)).stream().map(String::strip).toList();
		String readme = Files.readString(Path.of("../README.md"));
		String snippet = readme.substring(readme.indexOf("```java\nPodSpecs") + 8);
		assertThat(lines).containsSequence(snippet.substring(0, snippet.indexOf("\n```")).lines().toList());
	}

	@Test
	void portsHaveTheNamesThatProbesAndServiceUse() {
		assertThat(this.container.getPorts()).extracting(ContainerPort::getName, ContainerPort::getContainerPort)
			.containsExactly(tuple("http", 8080), tuple("management", 9090));
		assertThat(this.container.getLifecycle().getPreStop().getHttpGet().getPort())
			.isEqualTo(new IntOrString("management"));
	}

	@Test
	void commandHasNoShellBetweenSignalAndApplication() {
		assertThat(this.container.getCommand()).containsExactly("java", "-XX:MaxRAMPercentage=75", "-jar",
				"/app/ftp-rest-service.jar");
	}

	@Test
	void rollingUpdateNeverHasFewerPodsThanReplicas() {
		DeploymentSpec spec = this.manifests.resource(Deployment.class, NAME).getSpec();
		assertThat(spec.getReplicas()).isEqualTo(3);
		assertThat(spec.getStrategy().getRollingUpdate().getMaxUnavailable()).isEqualTo(new IntOrString(0));
		assertThat(spec.getStrategy().getRollingUpdate().getMaxSurge()).isEqualTo(new IntOrString(1));
	}

	@Test
	void filesAndTemporaryDirectoryAreWritableOnReadOnlyRoot() {
		assertThat(this.container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
		assertThat(this.container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
		assertThat(this.container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
		assertThat(this.pod.getSecurityContext().getRunAsNonRoot()).isTrue();
		assertThat(this.pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
		assertThat(this.pod.getAutomountServiceAccountToken()).isFalse();
		assertThat(this.container.getVolumeMounts()).extracting(VolumeMount::getName, VolumeMount::getMountPath)
			.containsExactly(tuple("files", variable("FTP_EMBEDDED_ROOT")), tuple("tmp", "/tmp"));
	}

	@Test
	void memoryIsGuaranteed() {
		Quantity memory = new Quantity("384Mi");
		assertThat(this.container.getResources().getRequests()).containsEntry("memory", memory).containsKey("cpu");
		assertThat(this.container.getResources().getLimits()).containsExactly(Map.entry("memory", memory));
	}

	@Test
	void serviceAndBudgetSelectThePods() {
		DeploymentSpec deployment = this.manifests.resource(Deployment.class, NAME).getSpec();
		Map<String, String> labels = deployment.getTemplate().getMetadata().getLabels();
		Service service = this.manifests.resource(Service.class, NAME);
		assertThat(deployment.getSelector().getMatchLabels()).isEqualTo(labels);
		assertThat(service.getSpec().getSelector()).isEqualTo(labels);
		assertThat(service.getSpec().getPorts()).singleElement()
			.satisfies((port) -> assertThat(port.getTargetPort()).isEqualTo(new IntOrString("http")));
		assertThat(this.manifests.resource(PodDisruptionBudget.class, NAME).getSpec().getSelector().getMatchLabels())
			.isEqualTo(labels);
	}

	@Test
	void renderedManifestsAgreeWithTheApplicationAndWithEachOther() throws IOException {
		Path rendered = new Kustomization(DIRECTORY).render(this.directory.resolve("rendered.yaml"));
		PodSpecWorkload workload = PodSpecs.load(rendered).workload(NAME);
		assertThat(workload).container(NAME).agreesWith(PodSpecSettings.ofApplication());
		assertThat(workload.container(NAME).getImage()).isEqualTo(NAME + ":0.1.0-SNAPSHOT");
	}

	@Test
	void tokenIsReplacedInOnePlace() throws IOException {
		copyWithToken("another");
		Path rendered = new Kustomization(this.directory).render(this.directory.resolve("rendered.yaml"));
		PodSpecWorkload workload = PodSpecs.load(rendered).workload(NAME);
		assertThat(workload).container(NAME).agreesWith(PodSpecSettings.ofApplication());
		assertThat(workload.container(NAME).getLifecycle().getPreStop().getHttpGet().getHttpHeaders())
			.extracting(HTTPHeader::getName, HTTPHeader::getValue)
			.containsExactly(tuple("Prestop-Token", "another"));
	}

	@Test
	void tokenThatWasReplacedWithoutKustomizeIsFoundOut() throws IOException {
		copyWithToken("another");
		PodSpecWorkload copied = PodSpecs
			.load(this.directory.resolve("deployment.yaml"), this.directory.resolve("secret.yaml"))
			.workload(NAME);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(copied).container(NAME).agreesWith(PodSpecSettings.ofApplication()))
			.withMessageContaining("a header Prestop-Token with another value (not shown)");
	}

	@Test
	void kustomizationNamesEveryManifest() throws IOException {
		List<Object> resources = new Kustomization(DIRECTORY).resources();
		try (Stream<Path> files = Files.list(DIRECTORY)) {
			assertThat(files.map((file) -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(
					Stream.concat(Stream.of("kustomization.yaml"), resources.stream().map(String.class::cast))
						.toList());
		}
	}

	private void copyWithToken(String token) throws IOException {
		try (Stream<Path> files = Files.list(DIRECTORY)) {
			for (Path file : files.toList()) {
				Files.copy(file, this.directory.resolve(file.getFileName()));
			}
		}
		Path secret = this.directory.resolve("secret.yaml");
		Files.writeString(secret, Files.readString(secret).replace("token: replace-me", "token: " + token));
	}

	private String variable(String name) {
		return this.container.getEnv()
			.stream()
			.filter((variable) -> variable.getName().equals(name))
			.map(EnvVar::getValue)
			.findFirst()
			.orElseThrow();
	}

}

package io.shutdownstarter.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.shutdownstarter.test.Pod;
import io.shutdownstarter.test.PodCommand;
import io.shutdownstarter.test.PodSpecWorkload;
import io.shutdownstarter.test.PodSpecs;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The image that the build has made, taken apart without a container runtime.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class ImageIT {

	static final Path IMAGE = Path.of("target/ftp-rest-service-image.tar");

	private final PodSpecWorkload workload = PodSpecs.load(Path.of("k8s/deployment.yaml")).workload("ftp-rest-service");

	private final Container container = this.workload.container("ftp-rest-service");

	private Path directory = Path.of("");

	private JsonNode manifest = JsonMapper.shared().createObjectNode();

	private JsonNode config = this.manifest;

	private Path root = Path.of("");

	@BeforeAll
	void takeApart(@TempDir Path directory) throws Exception {
		this.directory = directory;
		tar("-xf", IMAGE.toAbsolutePath(), this.directory);
		this.manifest = JsonMapper.shared().readTree(this.directory.resolve("manifest.json").toFile()).get(0);
		this.config = JsonMapper.shared()
			.readTree(this.directory.resolve(this.manifest.get("Config").asString()).toFile())
			.get("config");
		this.root = Files.createDirectory(this.directory.resolve("root"));
		for (String layer : texts(this.manifest.get("Layers"))) {
			tar("-xzf", this.directory.resolve(layer), this.root);
		}
	}

	@Test
	void commandUserPortsAndNameAreThoseOfTheManifest() throws IOException {
		PodSecurityContext security = this.workload.spec().getSecurityContext();
		assertThat(texts(this.config.get("Entrypoint"))).isEqualTo(this.container.getCommand());
		assertThat(this.config.get("User").asString())
			.isEqualTo(security.getRunAsUser() + ":" + security.getRunAsGroup());
		assertThat(this.config.get("ExposedPorts").propertyNames()).containsExactlyInAnyOrderElementsOf(
				this.container.getPorts().stream().map((port) -> port.getContainerPort() + "/tcp").toList());
		Path rendered = new Kustomization(Path.of("k8s")).render(this.directory.resolve("rendered.yaml"));
		assertThat(texts(this.manifest.get("RepoTags"))).containsExactly(
				PodSpecs.load(rendered).workload("ftp-rest-service").container("ftp-rest-service").getImage());
	}

	@Test
	void whatChangesSeldomHasLayersOfItsOwn() throws Exception {
		List<String> layers = texts(this.manifest.get("Layers"));
		assertThat(files(layers.get(0))).contains("app/lib/commons-net-3.12.0.jar")
			.noneMatch((file) -> file.contains("SNAPSHOT"));
		// what the same build has made counts as the application
		assertThat(layers.stream().skip(1).toList()).singleElement()
			.satisfies((application) -> assertThat(files(application)).containsExactlyInAnyOrder(
					"app/ftp-rest-service.jar", "app/lib/shutdown-spring-boot-starter-0.1.0-SNAPSHOT.jar"));
	}

	@Test
	void imageServes() throws Exception {
		List<String> command = new ArrayList<>(this.container.getCommand());
		command.set(0, System.getProperty("java.home") + "/bin/java");
		command.replaceAll((word) -> word.startsWith("/app/") ? this.root + word : word);
		try (Pod pod = Pod.start(PodCommand.of(command), "image", this.directory)) {
			pod.awaitReady(Duration.ofMinutes(2));
			URI file = URI.create("http://127.0.0.1:%d/files/file".formatted(pod.port()));
			HttpClient client = HttpClient.newHttpClient();
			HttpRequest put = HttpRequest.newBuilder(file).PUT(BodyPublishers.ofString("content")).build();
			assertThat(client.send(put, BodyHandlers.discarding()).statusCode()).isEqualTo(201);
			assertThat(client.send(HttpRequest.newBuilder(file).build(), BodyHandlers.ofString()).body())
				.isEqualTo("content");
		}
	}

	private List<String> files(String layer) throws Exception {
		Path root = Files.createTempDirectory(this.directory, "layer");
		tar("-xzf", this.directory.resolve(layer), root);
		try (var files = Files.walk(root)) {
			return files.filter(Files::isRegularFile).map((file) -> root.relativize(file).toString()).toList();
		}
	}

	private static void tar(String option, Path archive, Path target) throws Exception {
		Process process = new ProcessBuilder("tar", option, archive.toString(), "-C", target.toString())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).isZero();
	}

	private static List<String> texts(JsonNode array) {
		return array.valueStream().map(JsonNode::asString).toList();
	}

}

package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Kubernetes manifests, read as strictly as the API server reads them with
 * {@code --validate=strict}: an unknown field, a value of a wrong type and a key that
 * comes twice are errors, at every depth. They are read as they are; what Helm or
 * Kustomize makes of them has to be made before.
 * <p>
 * Needs {@code io.fabric8:kubernetes-model-apps} (for jobs
 * {@code io.fabric8:kubernetes-model-batch} too), SnakeYAML, Spring Boot and AssertJ on
 * the class path, which the rehearsal does without. Of a custom resource, and of an API
 * that the object model on the class path does not have, only the pod template is read.
 *
 * @since 0.1.0
 */
public final class PodSpecs {

	private final List<HasMetadata> resources = new ArrayList<>();

	private final List<PodSpecWorkload> workloads = new ArrayList<>();

	private final String source;

	private PodSpecs(List<PodSpecDocument> documents, String source) {
		this.source = source;
		for (PodSpecDocument document : documents) {
			PodSpecKinds.read(document).ifPresent(this.resources::add);
			PodSpecWorkload.of(document, this).ifPresent(this.workloads::add);
		}
	}

	/**
	 * Reads manifests.
	 * @param paths files, each with one or more documents; of a directory all that ends
	 * in {@code .yaml}, {@code .yml} or {@code .json}
	 * @return the manifests
	 * @throws IllegalArgumentException if something is wrong with one: the message names
	 * file, line, field and problem
	 */
	public static PodSpecs load(Path... paths) {
		List<PodSpecDocument> documents = new ArrayList<>();
		for (Path path : paths) {
			for (Path file : files(path)) {
				List<PodSpecDocument> read = new PodSpecYaml(file).documents();
				Assert.isTrue(!read.isEmpty(), file + ": the file is empty, there is no manifest in it");
				documents.addAll(read);
			}
		}
		return new PodSpecs(documents, Stream.of(paths).map(Path::toString).collect(Collectors.joining(", ")));
	}

	private static List<Path> files(Path path) {
		if (!Files.isDirectory(path)) {
			return List.of(path);
		}
		try (Stream<Path> files = Files.list(path)) {
			return files.filter((file) -> file.toString().matches(".*\\.(yaml|yml|json)")).sorted().toList();
		}
		catch (IOException ex) {
			throw new IllegalArgumentException(path + ": the directory cannot be read: " + ex, ex);
		}
	}

	/**
	 * Finds what brings a pod template: a Deployment, StatefulSet, DaemonSet, ReplicaSet,
	 * Job, CronJob, Pod or the like.
	 * @param name the workload's name, or {@code kind/name} where several have it
	 * @return the workload
	 * @throws IllegalArgumentException if there is not exactly one
	 */
	public PodSpecWorkload workload(String name) {
		List<PodSpecWorkload> found = this.workloads.stream().filter((workload) -> workload.isCalled(name)).toList();
		Assert.isTrue(found.size() == 1, () -> "%s: there %s called '%s', but %s".formatted(this.source,
				found.isEmpty() ? "is no workload" : "are several workloads", name, this.workloads));
		return found.get(0);
	}

	/**
	 * Finds a resource of any kind.
	 * @param <T> the type
	 * @param type the type
	 * @param name the resource's name
	 * @return the resource
	 * @throws IllegalArgumentException if there is none
	 */
	public <T extends HasMetadata> T resource(Class<T> type, String name) {
		return find(type, name).orElseThrow(() -> new IllegalArgumentException(
				"%s: there is no %s called '%s'".formatted(this.source, HasMetadata.getKind(type), name)));
	}

	<T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
		return this.resources.stream()
			.filter(type::isInstance)
			.map(type::cast)
			.filter((resource) -> resource.getMetadata().getName().equals(name))
			.findFirst();
	}

}

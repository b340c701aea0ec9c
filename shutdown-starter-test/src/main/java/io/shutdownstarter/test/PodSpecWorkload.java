package io.shutdownstarter.test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import org.assertj.core.api.AssertProvider;

/**
 * A manifest with a pod template. Give it to AssertJ's {@code assertThat}.
 *
 * @since 0.1.0
 */
public final class PodSpecWorkload implements AssertProvider<PodSpecAssert> {

	/** Where the pod's spec is, if it is not in {@code spec.template}. */
	private static final Map<String, String> PATHS = Map.of("Pod", "spec", "PodTemplate", "template.spec", "CronJob",
			"spec.jobTemplate.spec.template.spec");

	private final PodSpecDocument document;

	private final PodSpecs manifests;

	private final String path;

	private final PodSpec spec;

	private PodSpecWorkload(PodSpecDocument document, PodSpecs manifests, String path) {
		this.document = document;
		this.manifests = manifests;
		this.path = path;
		this.spec = PodSpecKinds.convert(document, path, PodSpec.class);
	}

	static Optional<PodSpecWorkload> of(PodSpecDocument document, PodSpecs manifests) {
		String path = PATHS.getOrDefault(document.text("kind"), "spec.template.spec");
		return (document.value(path + ".containers") instanceof List<?>)
				? Optional.of(new PodSpecWorkload(document, manifests, path)) : Optional.empty();
	}

	/**
	 * Returns the pod's spec.
	 * @return the pod's spec
	 */
	public PodSpec spec() {
		return this.spec;
	}

	/**
	 * Finds a container. Init containers are not looked at.
	 * @param name the container's name
	 * @return the container
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public Container container(String name) {
		return this.spec.getContainers()
			.stream()
			.filter((container) -> name.equals(container.getName()))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"%s: %s has no container '%s', but %s".formatted(this.document.place(this.path + ".containers"),
							this, name, this.spec.getContainers().stream().map(Container::getName).toList())));
	}

	@Override
	public PodSpecAssert assertThat() {
		return new PodSpecAssert(this);
	}

	boolean isCalled(String name) {
		return name.equals(this.document.text("metadata.name")) || name.equalsIgnoreCase(toString());
	}

	PodSpecs manifests() {
		return this.manifests;
	}

	String path() {
		return this.path;
	}

	String path(Container container) {
		return "%s.containers[%d]".formatted(this.path, this.spec.getContainers().indexOf(container));
	}

	String place(String path) {
		return this.document.place(path);
	}

	/**
	 * Tells the name as {@code kubectl} does.
	 */
	@Override
	public String toString() {
		return this.document.text("kind") + "/" + this.document.text("metadata.name");
	}

}

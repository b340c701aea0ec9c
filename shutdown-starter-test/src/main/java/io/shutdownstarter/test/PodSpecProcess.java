package io.shutdownstarter.test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a container hands to its process: the words of the command line and the
 * environment, whose values are looked up in the ConfigMaps and Secrets of the same
 * manifests.
 */
final class PodSpecProcess {

	/**
	 * Begins a value that the manifests do not tell; what follows is where it comes from.
	 */
	static final String UNKNOWN = "unknown value of ";

	/** What every container has: by these Spring Boot knows where it is. */
	private static final Map<String, String> KUBERNETES = Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1",
			"KUBERNETES_SERVICE_PORT", "443");

	private final Container container;

	private final PodSpecs manifests;

	PodSpecProcess(Container container, PodSpecs manifests) {
		this.container = container;
		this.manifests = manifests;
	}

	/**
	 * Tell the words that may hold settings. Those of a shell's script are taken apart at
	 * blanks.
	 * @return the words of command, arguments and the JVM's own variables
	 */
	List<String> words() {
		Map<String, String> variables = variables();
		return Stream
			.of(List.of(variables.getOrDefault("JDK_JAVA_OPTIONS", "")),
					List.of(variables.getOrDefault("JAVA_TOOL_OPTIONS", "")), this.container.getCommand(),
					this.container.getArgs())
			.flatMap(List::stream)
			.flatMap((word) -> Stream.of(word.split("\\s+")))
			.toList();
	}

	Map<String, String> variables() {
		Map<String, String> variables = new LinkedHashMap<>(KUBERNETES);
		for (EnvFromSource source : this.container.getEnvFrom()) {
			String prefix = (source.getPrefix() != null) ? source.getPrefix() : "";
			all(source).forEach((name, value) -> variables.put(prefix + name, value));
		}
		for (EnvVar variable : this.container.getEnv()) {
			variables.put(variable.getName(), value(variable));
		}
		return variables;
	}

	private Map<String, String> all(EnvFromSource source) {
		if (source.getConfigMapRef() != null) {
			return configMap(source.getConfigMapRef().getName()).orElse(Map.of());
		}
		return (source.getSecretRef() != null) ? secret(source.getSecretRef().getName()).orElse(Map.of()) : Map.of();
	}

	private String value(EnvVar variable) {
		EnvVarSource source = variable.getValueFrom();
		if (source != null) {
			return value(source);
		}
		String value = (variable.getValue() != null) ? variable.getValue() : "";
		return value.contains("$(") ? UNKNOWN + "the reference " + value : value;
	}

	private String value(EnvVarSource source) {
		if (source.getSecretKeyRef() != null) {
			return value("Secret", source.getSecretKeyRef().getName(), source.getSecretKeyRef().getKey(),
					secret(source.getSecretKeyRef().getName()));
		}
		if (source.getConfigMapKeyRef() != null) {
			return value("ConfigMap", source.getConfigMapKeyRef().getName(), source.getConfigMapKeyRef().getKey(),
					configMap(source.getConfigMapKeyRef().getName()));
		}
		return UNKNOWN + "a field of the running pod";
	}

	private static String value(String kind, String name, String key, Optional<Map<String, String>> content) {
		@Nullable String value = content.map((values) -> values.get(key)).orElse(null);
		return (value != null) ? value : UNKNOWN + "%s '%s', key '%s'".formatted(kind, name, key);
	}

	private Optional<Map<String, String>> configMap(String name) {
		return this.manifests.find(ConfigMap.class, name).map(ConfigMap::getData);
	}

	private Optional<Map<String, String>> secret(String name) {
		return this.manifests.find(Secret.class, name).map(PodSpecProcess::decode);
	}

	private static Map<String, String> decode(Secret secret) {
		Map<String, String> values = new LinkedHashMap<>();
		if (secret.getData() != null) {
			secret.getData()
				.forEach((key, value) -> values.put(key,
						new String(Base64.getMimeDecoder().decode(value), StandardCharsets.UTF_8)));
		}
		if (secret.getStringData() != null) {
			values.putAll(secret.getStringData());
		}
		return values;
	}

}

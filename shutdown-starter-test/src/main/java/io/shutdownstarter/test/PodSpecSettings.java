package io.shutdownstarter.test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * The settings of an application, to be compared with its manifest.
 *
 * @since 0.1.0
 */
public final class PodSpecSettings {

	private final Function<PodSpecProcess, Environment> source;

	private PodSpecSettings(Function<PodSpecProcess, Environment> source) {
		this.source = source;
	}

	/**
	 * The settings as they will be in the pod. The application's configuration data
	 * ({@code application.yaml} and what it imports) is loaded by Spring Boot itself from
	 * this process's class path and working directory, together with what the manifest
	 * hands to the container: environment variables (also of the ConfigMaps and Secrets
	 * among the manifests), {@code -D} and {@code --} words of command and arguments, and
	 * thereby the profiles that are active there. Nothing is taken from the environment
	 * or the system properties of this process. What the application adds in code
	 * (default properties, post-processors) and {@code SPRING_APPLICATION_JSON} are not
	 * seen: use {@link #of(Environment)} then. The application is not started.
	 * @param profiles profiles that are active besides those of the manifest
	 * @return the settings
	 */
	public static PodSpecSettings ofApplication(String... profiles) {
		List<String> additional = List.of(profiles);
		return new PodSpecSettings((process) -> load(process, additional));
	}

	/**
	 * Settings as they are in an environment, usually that of a test's application
	 * context. What the manifest hands to the container is not added to them, and a test
	 * must not have changed them (a random port, for example).
	 * @param environment the environment
	 * @return the settings
	 */
	public static PodSpecSettings of(Environment environment) {
		return new PodSpecSettings((process) -> environment);
	}

	Environment environment(PodSpecProcess process) {
		return this.source.apply(process);
	}

	private static Environment load(PodSpecProcess process, List<String> profiles) {
		StandardEnvironment environment = new StandardEnvironment();
		MutablePropertySources sources = environment.getPropertySources();
		List<String> words = process.words();
		sources.replace(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, new MapPropertySource(
				StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, systemProperties(words)));
		sources.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
				new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
						new HashMap<>(process.variables())));
		sources.addFirst(new SimpleCommandLinePropertySource(
				words.stream().filter((word) -> word.startsWith("--")).toArray(String[]::new)));
		ConfigurationPropertySources.attach(environment);
		ConfigDataEnvironmentPostProcessor.applyTo(environment, new DefaultResourceLoader(), null,
				profiles.toArray(String[]::new));
		return environment;
	}

	private static Map<String, Object> systemProperties(List<String> words) {
		Map<String, Object> properties = new HashMap<>();
		for (String word : words) {
			if (word.startsWith("-D")) {
				String[] parts = word.substring(2).split("=", 2);
				properties.put(parts[0], (parts.length > 1) ? parts[1] : "");
			}
		}
		return properties;
	}

}

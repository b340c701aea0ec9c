package io.shutdownstarter.test;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

/**
 * What the settings of an application on Spring MVC mean for a manifest. Names and
 * defaults of Spring Boot and of the starter are written down here, because the kit
 * depends on neither the actuator nor the starter; tests hold them to both.
 */
final class PodSpecApplication {

	static final String TOKEN = "shutdown-starter.prestop.token";

	static final String GRACE_PERIOD = "shutdown-starter.grace-period";

	static final String ENABLED = "shutdown-starter.enabled";

	static final Duration DEFAULT_GRACE_PERIOD = Duration.ofSeconds(30);

	private static final String SERVER_PORT = "server.port";

	private static final String MANAGEMENT_PORT = "management.server.port";

	private static final int DEFAULT_PORT = 8080;

	private static final String HEALTH = "management.endpoint.health.";

	private final Binder binder;

	PodSpecApplication(Environment environment) {
		this.binder = Binder.get(environment);
	}

	boolean servesWeb() {
		return !value("spring.main.web-application-type", "").equalsIgnoreCase("none");
	}

	boolean isEnabled() {
		return value(ENABLED, true);
	}

	// the starter, too, takes a number without a unit for seconds
	Duration gracePeriod() {
		String text = value(GRACE_PERIOD, "");
		return text.isEmpty() ? DEFAULT_GRACE_PERIOD : DurationStyle.detectAndParse(text, ChronoUnit.SECONDS);
	}

	/**
	 * Tell the hook's token.
	 * @return the token, empty if none is asked for
	 * @throws PodSpecUnknownValueException if the manifests do not tell it
	 */
	String token() {
		return value(TOKEN, "");
	}

	boolean servesManagement() {
		return managementPort() >= 0;
	}

	boolean hasProbeGroups() {
		return value(HEALTH + "probes.enabled", true);
	}

	PodSpecTarget hook() {
		return management(endpoint("prestop"));
	}

	/**
	 * Tell where a health indicator can be asked by itself or in a group that has it.
	 * @param group the name of the group that Spring Boot makes
	 * @param indicator the name of the indicator
	 * @param additionalPath the path that Spring Boot gives the group on the server's
	 * port if it is told to
	 * @return the places, the group's own first
	 */
	List<PodSpecTarget> group(String group, String indicator, String additionalPath) {
		List<PodSpecTarget> targets = new ArrayList<>();
		Set<String> names = new TreeSet<>(groupsWith(indicator));
		names.remove(group);
		List<String> all = new ArrayList<>(List.of(group));
		all.addAll(names);
		for (String name : all) {
			targets.add(management(endpoint("health") + "/" + name));
			String path = value(HEALTH + "group." + name + ".additional-path", "");
			if (path.isEmpty() && name.equals(group) && value(HEALTH + "probes.add-additional-paths", false)) {
				path = "server:" + additionalPath;
			}
			addAdditional(targets, path);
		}
		return targets;
	}

	PodSpecTarget root() {
		return management(endpoint("health"));
	}

	private void addAdditional(List<PodSpecTarget> targets, String path) {
		String[] parts = path.split(":", 2);
		if (parts[0].equals("server") && parts.length > 1) {
			targets.add(new PodSpecTarget(serverPath() + slash(parts[1]), serverPort(), scheme(false), SERVER_PORT));
		}
	}

	private Set<String> groupsWith(String indicator) {
		Map<String, Object> groups = map(HEALTH + "group");
		Set<String> names = new TreeSet<>();
		for (String key : groups.keySet()) {
			String name = key.replaceFirst("\\..*", "");
			List<String> include = this.binder
				.bind(HEALTH + "group." + name + ".include", Bindable.listOf(String.class))
				.orElse(List.of());
			if (include.contains(indicator) || include.contains("*")) {
				names.add(name);
			}
		}
		return names;
	}

	private String endpoint(String id) {
		String mapped = value("management.endpoints.web.path-mapping." + id, "");
		String base = value("management.endpoints.web.base-path", "/actuator");
		return clean(base) + "/" + (mapped.isBlank() ? id : mapped);
	}

	private PodSpecTarget management(String path) {
		return sharesPort() ? new PodSpecTarget(serverPath() + path, serverPort(), scheme(false), SERVER_PORT)
				: new PodSpecTarget(clean(slash(value("management.server.base-path", ""))) + path, managementPort(),
						scheme(true), MANAGEMENT_PORT);
	}

	private String serverPath() {
		return clean(value("server.servlet.context-path", "")) + clean(value("spring.mvc.servlet.path", ""));
	}

	private boolean sharesPort() {
		boolean own = !value(MANAGEMENT_PORT, "").isEmpty();
		return !own || (managementPort() == serverPort() && managementPort() != 0);
	}

	private int serverPort() {
		return value(SERVER_PORT, DEFAULT_PORT);
	}

	private int managementPort() {
		return value(MANAGEMENT_PORT, serverPort());
	}

	// a management server without settings of its own takes over those of the server
	private String scheme(boolean management) {
		boolean own = management && !map("management.server.ssl").isEmpty();
		String ssl = own ? "management.server.ssl" : "server.ssl";
		return (!map(ssl).isEmpty() && value(ssl + ".enabled", true)) ? "HTTPS" : "HTTP";
	}

	private static String clean(String path) {
		String stripped = path.strip();
		return stripped.endsWith("/") ? stripped.substring(0, stripped.length() - 1) : stripped;
	}

	private static String slash(String path) {
		String stripped = path.strip();
		return (stripped.isEmpty() || stripped.startsWith("/")) ? stripped : "/" + stripped;
	}

	private Map<String, Object> map(String name) {
		return this.binder.bind(name, Bindable.mapOf(String.class, Object.class)).orElse(Map.of());
	}

	@SuppressWarnings("unchecked")
	private <T> T value(String name, T defaultValue) {
		@Nullable String text = this.binder.bind(name, String.class).orElse(null);
		if (text != null && text.startsWith(PodSpecProcess.UNKNOWN)) {
			throw new PodSpecUnknownValueException(name, text.substring(PodSpecProcess.UNKNOWN.length()));
		}
		return this.binder.bind(name, (Class<T>) defaultValue.getClass()).orElse(defaultValue);
	}

}

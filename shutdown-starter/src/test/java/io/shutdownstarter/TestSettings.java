package io.shutdownstarter;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Settings as an application would get them.
 */
final class TestSettings {

	private TestSettings() {
	}

	/**
	 * The defaults, except for what is given.
	 * @param settings settings without the prefix, such as {@code grace-period=10s}
	 */
	static ShutdownProperties of(String... settings) {
		Map<String, String> source = Arrays.stream(settings)
			.map((setting) -> setting.split("=", 2))
			.collect(Collectors.toMap((setting) -> "shutdown-starter." + setting[0], (setting) -> setting[1]));
		return new Binder(new MapConfigurationPropertySource(source)).bindOrCreate("shutdown-starter",
				ShutdownProperties.class);
	}

}

package io.shutdownstarter;

import java.util.Arrays;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Stops the start on a line of Spring Boot that the starter does not work with, in place
 * of a {@code NoClassDefFoundError} that says nothing. Boot asks the filters of
 * auto-configurations before it looks at any of them. What is linked here exists in every
 * line from 2.7 to 4.2.
 */
final class SpringBootLineCheck implements AutoConfigurationImportFilter, EnvironmentAware {

	static final String UNTESTED = "shutdown-starter.allow-untested-spring-boot";

	private static final Log logger = LogFactory.getLog(SpringBootLineCheck.class);

	private final @Nullable String version;

	SpringBootLineCheck() {
		this(SpringBootVersion.getVersion());
	}

	SpringBootLineCheck(@Nullable String version) {
		this.version = version;
	}

	// called before the first question, and once for each place that imports
	@Override
	public void setEnvironment(Environment environment) {
		Optional<SpringBootLine> line = SpringBootLine.of(this.version);
		if (line.isEmpty() || StarterSwitch.isOff(environment)) {
			return;
		}
		if (line.get().isTooOld()) {
			throw UnsupportedSpringBootException.tooOld(this.version);
		}
		if (line.get().isTooNew()) {
			if (!environment.getProperty(UNTESTED, Boolean.class, false)) {
				throw UnsupportedSpringBootException.tooNew(this.version);
			}
			logger.warn(
					"The starter goes on with Spring Boot %s, although it is made for lines up to %s only: rehearse a termination"
						.formatted(this.version, SpringBootLine.NEWEST));
		}
	}

	@Override
	public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
		boolean[] all = new boolean[classes.length];
		Arrays.fill(all, true);
		return all;
	}

}

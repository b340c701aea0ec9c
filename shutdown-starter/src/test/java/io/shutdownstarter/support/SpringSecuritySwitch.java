package io.shutdownstarter.support;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Spring Security is on the class path of all tests, and in force in those only that ask
 * for it by {@link #ON}.
 */
public final class SpringSecuritySwitch implements AutoConfigurationImportFilter, EnvironmentAware {

	/** The property that switches Spring Security on. */
	public static final String ON = "test.spring-security=true";

	private boolean on;

	@Override
	public void setEnvironment(Environment environment) {
		this.on = environment.getProperty("test.spring-security", Boolean.class, false);
	}

	@Override
	public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[classes.length];
		for (int i = 0; i < classes.length; i++) {
			String name = classes[i];
			matches[i] = this.on || name == null || !name.startsWith("org.springframework.boot.security.");
		}
		return matches;
	}

}

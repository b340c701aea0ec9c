package io.shutdownstarter.support;

import java.util.List;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * One server for an application of a test, as if the others were not on the class path:
 * Tomcat, unless it sets {@value #SERVER} to {@code jetty} or {@code reactor.netty}.
 */
final class ServerSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

	static final String SERVER = "test.server";

	private static final List<String> SERVERS = List.of("tomcat", "jetty", "reactor.netty");

	private String wanted = "tomcat";

	ServerSwitch() {
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.wanted = environment.getProperty(SERVER, this.wanted);
	}

	@Override
	public boolean[] match(String[] autoConfigurationClasses, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[autoConfigurationClasses.length];
		for (int i = 0; i < matches.length; i++) {
			String name = autoConfigurationClasses[i];
			matches[i] = name == null || SERVERS.stream()
				.noneMatch((server) -> !server.equals(this.wanted)
						&& name.startsWith("org.springframework.boot." + server + ".autoconfigure"));
		}
		return matches;
	}

}

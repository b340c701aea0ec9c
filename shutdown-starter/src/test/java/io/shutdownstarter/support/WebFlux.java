package io.shutdownstarter.support;

import java.util.List;
import java.util.stream.Stream;

/**
 * The servers that serve WebFlux.
 */
public enum WebFlux implements Server {

	/** Reactor Netty, which applications have if they do not choose. */
	NETTY("reactor.netty"),

	/** Tomcat. */
	TOMCAT("tomcat"),

	/** Jetty. */
	JETTY("jetty");

	/** The settings for {@link #NETTY} in one, for annotations. */
	public static final String ON_NETTY = "spring.main.web-application-type=reactive;test.server=reactor.netty;"
			+ "spring.reactor.netty.shutdown-quiet-period=0s";

	/** The settings for {@link #JETTY} in one, for annotations. */
	public static final String ON_JETTY = "spring.main.web-application-type=reactive;test.server=jetty";

	private final String server;

	WebFlux(String server) {
		this.server = server;
	}

	@Override
	public List<String> settings() {
		return with();
	}

	/**
	 * Takes settings apart that an annotation has in one.
	 * @param joined the settings
	 * @param others further settings
	 * @return all of them
	 */
	public static String[] split(String joined, String... others) {
		return Stream.concat(Stream.of(joined.split(";", -1)), Stream.of(others)).toArray(String[]::new);
	}

	/**
	 * Settings that make an application a reactive one on this server.
	 * @param others further settings
	 * @return all of them
	 */
	public List<String> with(String... others) {
		return Stream.concat(Stream.of("spring.main.web-application-type=reactive",
				// nobody uses the event loops any more when an application closes
				"spring.reactor.netty.shutdown-quiet-period=0s", ServerSwitch.SERVER + "=" + this.server),
				Stream.of(others))
			.toList();
	}

	/**
	 * The same as an array.
	 * @param others further settings
	 * @return all of them
	 */
	public String[] and(String... others) {
		return with(others).toArray(String[]::new);
	}

}

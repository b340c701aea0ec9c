package io.shutdownstarter.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * A server on which an application is compared with itself, without the starter and with
 * it. All servers but Undertow are on one class path: those that are not meant are
 * excluded by name, so that the one that is meant is set up by Boot itself.
 */
enum ComparedServer {

	TOMCAT("Tomcat", WebApplicationType.SERVLET, "jetty"),

	JETTY("Jetty", WebApplicationType.SERVLET, "tomcat"),

	/**
	 * On the last line of Spring Boot that has it.
	 */
	UNDERTOW("Undertow, Boot 3.5", WebApplicationType.SERVLET, ""),

	NETTY("Reactor Netty, WebFlux", WebApplicationType.REACTIVE, "jetty,tomcat"),

	TOMCAT_VIRTUAL("Tomcat, virtual threads", WebApplicationType.SERVLET, "jetty"),

	JETTY_VIRTUAL("Jetty, virtual threads", WebApplicationType.SERVLET, "tomcat"),

	/**
	 * The error of the measurement itself: neither side has the starter.
	 */
	CONTROL("Tomcat, twice without the starter", WebApplicationType.SERVLET, "jetty");

	private final String title;

	private final WebApplicationType type;

	/**
	 * Separated by commas: an enum keeps no list.
	 */
	private final String excluded;

	ComparedServer(String title, WebApplicationType type, String excluded) {
		this.title = title;
		this.type = type;
		this.excluded = excluded;
	}

	/**
	 * The servers that need nothing of a JVM but Java 17.
	 * @return the servers, the control among them
	 */
	static List<ComparedServer> ofEveryJvm() {
		return Arrays.stream(values()).filter((server) -> !server.isVirtual()).toList();
	}

	/**
	 * Starts the application on a free port of 127.0.0.1.
	 * @param second whether this is the side that has the starter
	 * @return the running application
	 */
	ConfigurableApplicationContext start(boolean second) {
		if (this != UNDERTOW) {
			// Tomcat would make itself the one handler of URLs in the JVM, which only one
			// class loader can
			TomcatURLStreamHandlerFactory.disable();
		}
		Assert.state(!isVirtual() || Runtime.version().feature() >= 21, "Virtual threads need JDK 21");
		return new SpringApplicationBuilder(ComparedApplication.class).web(this.type)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.properties("server.address=127.0.0.1", "server.port=0", "logging.level.root=warn",
					"spring.autoconfigure.exclude=" + exclusions(), "spring.threads.virtual.enabled=" + isVirtual(),
					// closing a connection after 100 requests is Tomcat's habit only
					"server.tomcat.max-keep-alive-requests=-1", "shutdown-starter.enabled=" + (second && hasStarter()))
			.run();
	}

	boolean hasStarter() {
		return this != CONTROL;
	}

	private boolean isVirtual() {
		return name().endsWith("_VIRTUAL");
	}

	private String exclusions() {
		String stack = (this.type == WebApplicationType.SERVLET) ? "Servlet" : "Reactive";
		Stream<String> names = StringUtils.commaDelimitedListToSet(this.excluded).stream().map((server) -> {
			String prefix = Character.toUpperCase(server.charAt(0)) + server.substring(1);
			return "org.springframework.boot.%s.autoconfigure.%s.%s%sWebServerAutoConfiguration".formatted(server,
					stack.toLowerCase(Locale.ROOT), prefix, stack);
		});
		return String.join(",", names.toList());
	}

	@Override
	public String toString() {
		return this.title;
	}

}

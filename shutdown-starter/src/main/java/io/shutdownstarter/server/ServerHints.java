package io.shutdownstarter.server;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What {@link WebServers}, {@link TomcatConnections}, {@link TomcatStop} and
 * {@link ReactorNettyStop} use by name, in every Boot line.
 */
final class ServerHints implements RuntimeHintsRegistrar {

	private static final String BOOT = "org.springframework.boot.";

	private static final List<String> CONTEXTS = List.of(
			BOOT + "web.servlet.context.ServletWebServerApplicationContext",
			BOOT + "web.reactive.context.ReactiveWebServerApplicationContext",
			BOOT + "web.server.servlet.context.ServletWebServerApplicationContext",
			BOOT + "web.server.reactive.context.ReactiveWebServerApplicationContext");

	private static final List<String> TOMCATS = List.of(BOOT + "web.embedded.tomcat.TomcatWebServer",
			BOOT + "tomcat.TomcatWebServer");

	private static final List<String> JETTIES = List.of(BOOT + "web.embedded.jetty.JettyWebServer",
			BOOT + "jetty.JettyWebServer");

	private static final List<String> NETTIES = List.of(BOOT + "web.embedded.netty.NettyWebServer",
			BOOT + "reactor.netty.NettyWebServer");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		CONTEXTS.forEach((type) -> method(hints, classLoader, type, "getWebServer"));
		TOMCATS.forEach((type) -> method(hints, classLoader, type, "getTomcat"));
		JETTIES.forEach((type) -> method(hints, classLoader, type, "getServer"));
		hints.reflection().registerTypeIfPresent(classLoader, WebServers.HTTP2_OF_JETTY);
		NETTIES.forEach((type) -> hints.reflection()
			.registerTypeIfPresent(classLoader, type, (hint) -> hint.withField("httpServer")));
		hints.reflection()
			.registerTypeIfPresent(classLoader, "org.springframework.http.client.ReactorResourceFactory",
					(hint) -> hint.withField(ReactorNettyStop.QUIET_PERIOD_FIELD)
						.withField(ReactorNettyStop.TIMEOUT_FIELD));
		// a connector hands on its properties by the name of a method, which Tomcat's own
		// hints leave out
		hints.reflection()
			.registerTypeIfPresent(classLoader, "org.apache.coyote.AbstractProtocol",
					(hint) -> hint.withMethod("getEndpoint", List.of(), ExecutableMode.INVOKE)
						.withMethod("setProperty", TypeReference.listOf(String.class, String.class),
								ExecutableMode.INVOKE));
		hints.reflection()
			.registerTypeIfPresent(classLoader, TomcatConnections.HANDLER,
					(hint) -> hint.withField("connectionState")
						.withField("maxProcessedStreamId")
						.withField("activeRemoteStreamCount")
						.withMethod("writeGoAwayFrame", TypeReference.listOf(int.class, long.class, byte[].class),
								ExecutableMode.INVOKE));
	}

	private static void method(RuntimeHints hints, @Nullable ClassLoader classLoader, String type, String method) {
		hints.reflection()
			.registerTypeIfPresent(classLoader, type,
					(hint) -> hint.withMethod(method, List.of(), ExecutableMode.INVOKE));
	}

}

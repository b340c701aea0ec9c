package io.shutdownstarter.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the starter reaches by its name, which neither the compiler nor
 * {@link LinkageIT} looks at: it exists in each line of Spring Boot, and is among what a
 * native image is told to keep there. What it does is shown by the applications of the
 * matrix.
 */
class NamesIT {

	private static final String BOOT = "org.springframework.boot.";

	private static final List<String> HINTS = List.of("io.shutdownstarter.TerminationRuntimeHints",
			"io.shutdownstarter.actuate.ForwardedMark$Hints", "io.shutdownstarter.server.ServerHints",
			"io.shutdownstarter.servlet.JettyRequest$Hints");

	/**
	 * The member, and the class that it is looked for in: of several the one that the
	 * line has.
	 */
	private static final List<List<String>> NAMES = List.of(
			List.of("getWebServer", BOOT + "web.servlet.context.ServletWebServerApplicationContext",
					BOOT + "web.server.servlet.context.ServletWebServerApplicationContext"),
			List.of("getWebServer", BOOT + "web.reactive.context.ReactiveWebServerApplicationContext",
					BOOT + "web.server.reactive.context.ReactiveWebServerApplicationContext"),
			List.of("getTomcat", BOOT + "web.embedded.tomcat.TomcatWebServer", BOOT + "tomcat.TomcatWebServer"),
			List.of("getServer", BOOT + "web.embedded.jetty.JettyWebServer", BOOT + "jetty.JettyWebServer"),
			List.of("httpServer", BOOT + "web.embedded.netty.NettyWebServer", BOOT + "reactor.netty.NettyWebServer"),
			List.of("addEngineValves", BOOT + "web.embedded.tomcat.TomcatServletWebServerFactory",
					BOOT + "tomcat.servlet.TomcatServletWebServerFactory"),
			List.of("addEngineValves", BOOT + "web.embedded.tomcat.TomcatReactiveWebServerFactory",
					BOOT + "tomcat.reactive.TomcatReactiveWebServerFactory"),
			List.of("getEndpoint", "org.apache.coyote.AbstractProtocol"),
			List.of("writeGoAwayFrame", "org.apache.coyote.http2.Http2UpgradeHandler"),
			List.of("connectionState", "org.apache.coyote.http2.Http2UpgradeHandler"),
			List.of("maxProcessedStreamId", "org.apache.coyote.http2.Http2UpgradeHandler"),
			List.of("activeRemoteStreamCount", "org.apache.coyote.http2.Http2UpgradeHandler"),
			List.of("getRequest", "org.eclipse.jetty.ee10.servlet.ServletApiRequest",
					"org.eclipse.jetty.ee11.servlet.ServletApiRequest"),
			List.of("addCompletionListener", "org.eclipse.jetty.server.Request"),
			List.of("shutdownQuietPeriod", "org.springframework.http.client.ReactorResourceFactory"),
			List.of("shutdownTimeout", "org.springframework.http.client.ReactorResourceFactory"),
			List.of("timeoutPerShutdownPhase", "org.springframework.context.support.DefaultLifecycleProcessor"),
			List.of("timeoutsForShutdownPhases", "org.springframework.context.support.DefaultLifecycleProcessor"));

	static List<String> released() {
		return LineClassPath.released();
	}

	@ParameterizedTest
	@MethodSource("released")
	void whatIsReachedByNameExistsAndIsKeptInANativeImage(String version) throws Exception {
		try (URLClassLoader line = line(version)) {
			Set<String> kept = kept(line);
			assertThat(NAMES).allSatisfy((name) -> {
				Class<?> type = type(line, name.subList(1, name.size()));
				assertThat(kept).contains(owner(type, name.get(0)).getName() + "." + name.get(0));
			});
		}
	}

	private static URLClassLoader line(String version) {
		return new URLClassLoader(
				Stream.concat(Stream.of(LineClassPath.starter()), LineClassPath.EVERYTHING.classPath(version).stream())
					.map(NamesIT::url)
					.toArray(URL[]::new),
				ClassLoader.getPlatformClassLoader());
	}

	private static URL url(Path path) {
		try {
			return path.toUri().toURL();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Class<?> type(ClassLoader line, List<String> names) {
		return names.stream()
			.filter((name) -> line.getResource(name.replace('.', '/') + ".class") != null)
			.map((name) -> load(line, name))
			.findFirst()
			.orElseThrow(() -> new AssertionError("There is none of " + names));
	}

	private static Class<?> load(ClassLoader line, String name) {
		try {
			return line.loadClass(name);
		}
		catch (ClassNotFoundException ex) {
			throw new AssertionError(ex);
		}
	}

	// a native image keeps a member of the class that declares it
	private static Class<?> owner(Class<?> type, String member) {
		Class<?> owner = type;
		while (owner != null) {
			if (Stream
				.concat(Arrays.stream(owner.getDeclaredMethods()), Arrays.<Member>stream(owner.getDeclaredFields()))
				.anyMatch((declared) -> declared.getName().equals(member))) {
				return owner;
			}
			owner = owner.getSuperclass();
		}
		throw new AssertionError("%s has no %s".formatted(type, member));
	}

	// by name, since the classes are those of the line, not those of this test
	private static Set<String> kept(ClassLoader line) throws Exception {
		Object hints = load(line, "org.springframework.aot.hint.RuntimeHints").getConstructor().newInstance();
		for (String registrar : HINTS) {
			Constructor<?> constructor = load(line, registrar).getDeclaredConstructor();
			ReflectionUtils.makeAccessible(constructor);
			call(constructor.newInstance(), "registerHints", hints, line);
		}
		Set<String> kept = new HashSet<>();
		stream(Objects.requireNonNull(call(hints, "reflection")), "typeHints").forEach((type) -> {
			Object name = call(Objects.requireNonNull(call(type, "getType")), "getName");
			Stream.concat(stream(type, "methods"), stream(type, "fields"))
				.forEach((member) -> kept.add(name + "." + call(member, "getName")));
		});
		return kept;
	}

	private static Stream<?> stream(Object target, String method) {
		return (Stream<?>) Objects.requireNonNull(call(target, method));
	}

	private static @Nullable Object call(Object target, String name, Object... arguments) {
		Method method = Objects.requireNonNull(ReflectionUtils.findMethod(target.getClass(), name, (Class<?>[]) null),
				name);
		ReflectionUtils.makeAccessible(method);
		return ReflectionUtils.invokeMethod(method, target, arguments);
	}

}

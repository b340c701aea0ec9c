package io.shutdownstarter.actuate;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.ServletException;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.util.ReflectionUtils;

/**
 * Sees a call of the hook before Tomcat's {@code RemoteIpValve} does, which Boot adds on
 * Kubernetes: that takes {@code X-Forwarded-For} out of the request once it has believed
 * it. The valve's own mark tells nothing, since the calls of a kubelet with an internal
 * address have it too.
 */
final class ForwardedMark extends ValveBase {

	private static final String ADD_VALVES = "addEngineValves";

	private final HookPath hookPath;

	private ForwardedMark(HookPath hookPath) {
		super(true);
		this.hookPath = hookPath;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		// none if no application is mapped to the path
		if (request.getServletPath() != null && isForwardedHook(request)) {
			request.setAttribute(KubeletGuard.FORWARDED, true);
		}
		getNext().invoke(request, response);
	}

	private boolean isForwardedHook(Request request) {
		return this.hookPath.matches(ServletCall.decodedPath(request))
				&& KubeletGuard.isForwarded(new ServletCall(request));
	}

	/**
	 * Adds the valve, before Boot adds its own. The factory's type has another name in
	 * Boot 3, its method has the same.
	 */
	static final class Customizer implements WebServerFactoryCustomizer<WebServerFactory>, Ordered {

		private static final Log logger = LogFactory.getLog(ForwardedMark.class);

		private final HookPath hookPath;

		private final boolean needed;

		Customizer(HookPath hookPath, boolean needed) {
			this.hookPath = hookPath;
			this.needed = needed;
		}

		@Override
		public void customize(WebServerFactory factory) {
			if (!this.needed) {
				return;
			}
			Method method = ReflectionUtils.findMethod(factory.getClass(), ADD_VALVES, Valve[].class);
			if (method != null) {
				Valve[] valves = { new ForwardedMark(this.hookPath) };
				ReflectionUtils.invokeMethod(method, factory, (Object) valves);
			}
			else if (isTomcat(factory.getClass())) {
				logger.warn(
						"A call of the pre-stop hook that comes through a proxy may be taken for the kubelet's, since %s takes no valve that would see its headers. Set shutdown-starter.prestop.token, or a management.server.port of its own"
							.formatted(factory.getClass().getName()));
			}
		}

		// the customizer is asked for the factory of any server
		private static boolean isTomcat(@Nullable Class<?> factory) {
			return factory != null && (factory.getName().toLowerCase(Locale.ROOT).contains("tomcat")
					|| isTomcat(factory.getSuperclass()));
		}

		// Boot's customizer has 0
		@Override
		public int getOrder() {
			return -1;
		}

	}

	/**
	 * What the customizer calls by name, in every Boot line.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		private static final List<String> FACTORIES = List.of(
				"org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory",
				"org.springframework.boot.web.embedded.tomcat.TomcatReactiveWebServerFactory",
				"org.springframework.boot.tomcat.TomcatWebServerFactory");

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			FACTORIES.forEach((type) -> hints.reflection()
				.registerTypeIfPresent(classLoader, type, (hint) -> hint.withMethod(ADD_VALVES,
						TypeReference.listOf(Valve[].class), ExecutableMode.INVOKE)));
		}

	}

}

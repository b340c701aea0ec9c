package io.shutdownstarter.actuate;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Sees a call of the hook before Tomcat's {@code RemoteIpValve} does, which Boot adds on
 * Kubernetes: that takes {@code X-Forwarded-For} out of the request once it has believed
 * it. The valve's own mark tells nothing, since the calls of a kubelet with an internal
 * address have it too.
 */
final class ForwardedMark extends ValveBase {

	private final HookPath hookPath;

	private ForwardedMark(HookPath hookPath) {
		super(true);
		this.hookPath = hookPath;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		// none if no application is mapped to the path
		if (request.getServletPath() != null && this.hookPath.matches(request) && KubeletGuard.isForwarded(request)) {
			request.setAttribute(KubeletGuard.FORWARDED, true);
		}
		getNext().invoke(request, response);
	}

	/**
	 * Adds the valve, before Boot adds its own.
	 */
	static final class Customizer implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

		private final HookPath hookPath;

		private final boolean needed;

		Customizer(HookPath hookPath, boolean needed) {
			this.hookPath = hookPath;
			this.needed = needed;
		}

		@Override
		public void customize(ConfigurableTomcatWebServerFactory factory) {
			if (this.needed) {
				factory.addEngineValves(new ForwardedMark(this.hookPath));
			}
		}

		// Boot's customizer has 0
		@Override
		public int getOrder() {
			return -1;
		}

	}

}

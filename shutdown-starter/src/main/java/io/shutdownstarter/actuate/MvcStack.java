package io.shutdownstarter.actuate;

import java.util.Optional;

import jakarta.servlet.ServletContext;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.web.context.WebApplicationContext;

/**
 * Spring MVC: the context path is the server's, and the servlet may have a path of its
 * own. A management server of its own does not use the application's servlet.
 *
 * @param prefix the path of the servlet
 */
record MvcStack(String prefix) implements ActuatorStack {

	MvcStack(Environment environment) {
		this(servletPath(environment));
	}

	@Override
	public String contextPath(ApplicationContext server) {
		return servletContext(server).map(ServletContext::getContextPath).orElse("");
	}

	static Optional<ServletContext> servletContext(ApplicationContext server) {
		return (server instanceof WebApplicationContext web) ? Optional.ofNullable(web.getServletContext())
				: Optional.empty();
	}

	private static String servletPath(Environment environment) {
		String path = (ManagementPortType.get(environment) == ManagementPortType.SAME)
				? environment.getProperty("spring.mvc.servlet.path", "/") : "/";
		return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
	}

}

package io.shutdownstarter.servlet;

import java.net.InetSocketAddress;
import java.util.Set;

import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.boot.web.servlet.ServletContextInitializer;

/**
 * Undertow below an application, put there as Boot did up to 3.5.
 */
final class UndertowServer implements WebServer {

	private final DeploymentManager deployment;

	private @Nullable Undertow server;

	UndertowServer(ServletContextInitializer... initializers) {
		ServletContainerInitializer initializer = (types, context) -> {
			for (ServletContextInitializer next : initializers) {
				next.onStartup(context);
			}
		};
		DeploymentInfo info = Servlets.deployment()
			.setClassLoader(getClass().getClassLoader())
			.setContextPath("/")
			.setDeploymentName("tests")
			.addServletContainerInitializer(new ServletContainerInitializerInfo(initializer.getClass(),
					new ImmediateInstanceFactory<>(initializer), Set.of()));
		this.deployment = Servlets.newContainer().addDeployment(info);
		this.deployment.deploy();
	}

	@Override
	public void start() {
		try {
			this.server = Undertow.builder()
				.addHttpListener(0, "127.0.0.1")
				.setHandler(this.deployment.start())
				.build();
			this.server.start();
		}
		catch (ServletException ex) {
			throw new WebServerException("Undertow does not start", ex);
		}
	}

	@Override
	public void stop() {
		if (this.server != null) {
			this.server.stop();
		}
	}

	@Override
	public int getPort() {
		return (this.server != null) ? ((InetSocketAddress) this.server.getListenerInfo().get(0).getAddress()).getPort()
				: -1;
	}

}

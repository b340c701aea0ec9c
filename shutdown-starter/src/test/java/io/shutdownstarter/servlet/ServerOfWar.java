package io.shutdownstarter.servlet;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee.webapp.WebAppClassLoader;
import org.eclipse.jetty.ee11.servlet.ServletContainerInitializerHolder;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.web.SpringServletContainerInitializer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that is there before its applications, with {@link WarApplication} as one of
 * them, at the path {@value #PATH}.
 */
interface ServerOfWar {

	/** Where the application is. */
	String PATH = "/app";

	int port();

	/**
	 * Takes the application out, while the server goes on.
	 */
	void undeploy() throws Exception;

	void stop() throws Exception;

	/**
	 * Tomcat, on which an application sees the classes of the server.
	 *
	 * @param tomcat the server
	 * @param application the application
	 */
	record OnTomcat(Tomcat tomcat, Context application) implements ServerOfWar {

		static OnTomcat start(Path directory) throws LifecycleException {
			Tomcat tomcat = new Tomcat();
			tomcat.setBaseDir(directory.toString());
			tomcat.setPort(0);
			tomcat.getConnector().setProperty("address", "127.0.0.1");
			Context application = tomcat.addContext(PATH, directory.toString());
			application.addServletContainerInitializer(new SpringServletContainerInitializer(),
					Set.of(WarApplication.class));
			tomcat.start();
			assertThat(application.getState().isAvailable()).isTrue();
			return new OnTomcat(tomcat, application);
		}

		@Override
		public int port() {
			return this.tomcat.getConnector().getLocalPort();
		}

		@Override
		public void undeploy() throws LifecycleException {
			this.application.stop();
		}

		@Override
		public void stop() throws LifecycleException {
			this.tomcat.stop();
			this.tomcat.destroy();
		}

	}

	/**
	 * Jetty, on which an application sees none of the classes of the server.
	 *
	 * @param jetty the server
	 * @param application the application
	 */
	record OnJetty(Server jetty, WebAppContext application) implements ServerOfWar {

		static OnJetty start(Path directory) throws Exception {
			Server jetty = new Server();
			ServerConnector connector = new ServerConnector(jetty);
			connector.setHost("127.0.0.1");
			jetty.addConnector(connector);
			WebAppContext application = new WebAppContext();
			application.setContextPath(PATH);
			application.setBaseResourceAsPath(directory);
			application.setClassLoader(new WarClassLoader(application));
			ServletContainerInitializerHolder spring = new ServletContainerInitializerHolder();
			spring.setClassName(SpringServletContainerInitializer.class.getName());
			spring.addStartupClasses(WarApplication.class.getName());
			application.addServletContainerInitializer(spring);
			application.setThrowUnavailableOnStartupException(true);
			jetty.setHandler(application);
			jetty.start();
			return new OnJetty(jetty, application);
		}

		@Override
		public int port() {
			return ((ServerConnector) this.jetty.getConnectors()[0]).getLocalPort();
		}

		@Override
		public void undeploy() throws Exception {
			this.application.stop();
		}

		@Override
		public void stop() throws Exception {
			this.jetty.stop();
		}

	}

	/**
	 * Jetty's own, for an application that brings along all but servers.
	 */
	final class WarClassLoader extends WebAppClassLoader {

		private static final Pattern SERVERS = Pattern.compile("jetty|tomcat|undertow|netty|jakarta.servlet");

		WarClassLoader(WebAppContext application) throws MalformedURLException {
			super(new OfServer(), application);
			for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
				Path path = Path.of(entry);
				if (!SERVERS.matcher(path.getFileName().toString()).find()) {
					addURL(url(path));
				}
			}
			assertThat(Arrays.asList(getURLs())).hasSizeGreaterThan(20);
		}

		private static URL url(Path path) throws MalformedURLException {
			return path.toUri().toURL();
		}

	}

	/**
	 * What is there of a server without applications.
	 */
	final class OfServer extends ClassLoader {

		OfServer() {
			super(ClassLoader.getPlatformClassLoader());
		}

		@Override
		protected Class<?> findClass(String name) throws ClassNotFoundException {
			if (name.startsWith("org.eclipse.jetty.") || name.startsWith("jakarta.")) {
				return ServerOfWar.class.getClassLoader().loadClass(name);
			}
			throw new ClassNotFoundException(name);
		}

	}

}

package io.shutdownstarter.servlet;

import java.nio.file.Path;

import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.shutdownstarter.servlet.ServerOfWar.OnTomcat;
import io.shutdownstarter.support.HttpConnection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application leaves a server alone that is not its own.
 */
class SharedServerTests {

	private static final String WAIT = "executorTerminationTimeoutMillis";

	@TempDir
	private Path directory = Path.of("");

	@Test
	void serverKeepsItsWaitsWhenAnApplicationHasTerminated() throws Exception {
		OnTomcat server = OnTomcat.start(this.directory);
		try {
			Connector connector = server.tomcat().getConnector();
			Object before = connector.getProperty(WAIT);
			assertThat(HttpConnection.get(server.port(), ServerOfWar.PATH + "/actuator/prestop").status())
				.isEqualTo(200);

			server.undeploy();

			assertThat(connector.getProperty(WAIT)).isEqualTo(before);
		}
		finally {
			server.stop();
		}
	}

}

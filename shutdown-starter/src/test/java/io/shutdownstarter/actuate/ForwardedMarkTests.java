package io.shutdownstarter.actuate;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.reactive.TomcatReactiveWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ForwardedMark.Customizer}, which knows the factories of servers by
 * name.
 */
@ExtendWith(OutputCaptureExtension.class)
class ForwardedMarkTests {

	private static final HookPath PATH = new HookPath(() -> Optional.of("/actuator/prestop"));

	private final ForwardedMark.Customizer customizer = new ForwardedMark.Customizer(PATH, true);

	@Test
	void tomcatGetsTheValveOnBothStacks() {
		TomcatServletWebServerFactory servlet = new TomcatServletWebServerFactory();
		TomcatReactiveWebServerFactory reactive = new TomcatReactiveWebServerFactory();

		this.customizer.customize(servlet);
		this.customizer.customize(reactive);

		assertThat(servlet.getEngineValves()).hasOnlyElementsOfType(ForwardedMark.class).hasSize(1);
		assertThat(reactive.getEngineValves()).hasOnlyElementsOfType(ForwardedMark.class).hasSize(1);
	}

	@Test
	void tomcatThatTakesNoValveIsToldOfWithTheRemedy(CapturedOutput output) {
		this.customizer.customize(new LaterTomcatFactory());

		assertThat(output).containsOnlyOnce("may be taken for the kubelet's")
			.contains("Set shutdown-starter.prestop.token");
	}

	@Test
	void nothingIsSaidIfAnotherServerTakesNoValveOrATokenGuards(CapturedOutput output) {
		this.customizer.customize(new JettyServletWebServerFactory());
		new ForwardedMark.Customizer(PATH, false).customize(new LaterTomcatFactory());

		assertThat(output).doesNotContain("may be taken for the kubelet's");
	}

	/**
	 * Of a Boot that has given the method another name.
	 */
	private static final class LaterTomcatFactory implements WebServerFactory {

	}

}

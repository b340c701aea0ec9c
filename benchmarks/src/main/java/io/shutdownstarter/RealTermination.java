package io.shutdownstarter;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The beans of an application, as auto-configuration makes them: serving, or with a
 * termination that stays in its propagation wait for longer than any benchmark.
 */
@State(Scope.Benchmark)
public class RealTermination {

	private final ConfigurableApplicationContext context = new SpringApplicationBuilder(ShutdownAutoConfiguration.class,
			ApplicationAvailabilityAutoConfiguration.class)
		.web(WebApplicationType.NONE)
		.bannerMode(Banner.Mode.OFF)
		.properties("logging.level.root=warn", "shutdown-starter.grace-period=2d",
				"shutdown-starter.propagation.minimum=1d")
		.run();

	/**
	 * The counter of the application.
	 */
	public final InFlightRequests inFlight = this.context.getBean(InFlightRequests.class);

	/**
	 * The termination of the application.
	 */
	public final Termination termination = this.context.getBean(Termination.class);

	/**
	 * The other door into it.
	 */
	public final PreStopHook hook = this.context.getBean(PreStopHook.class);

	/**
	 * Start the application.
	 */
	public RealTermination() {
	}

	/**
	 * Sends the signal.
	 */
	final void signal() {
		this.hook.arrived();
	}

	/**
	 * Stops the threads of the application.
	 */
	@TearDown
	public void close() {
		this.context.close();
	}

	/**
	 * An application that serves.
	 */
	@State(Scope.Benchmark)
	public static class Serving extends RealTermination {

		/**
		 * Checks that it does.
		 */
		@Setup
		public void check() {
			if (this.termination.phase() != TerminationPhase.SERVING) {
				throw new IllegalStateException("Not serving");
			}
		}

	}

	/**
	 * An application that has got the signal.
	 */
	@State(Scope.Benchmark)
	public static class Terminating extends RealTermination {

		/**
		 * Begins the termination.
		 */
		@Setup
		public void begin() {
			signal();
			if (this.termination.phase() != TerminationPhase.PROPAGATING) {
				throw new IllegalStateException("Not propagating");
			}
		}

	}

}

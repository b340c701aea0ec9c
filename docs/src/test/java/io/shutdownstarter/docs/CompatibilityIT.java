package io.shutdownstarter.docs;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.PodCommand;
import io.shutdownstarter.test.Rehearsal;
import io.shutdownstarter.test.RehearsalResult;

import static io.shutdownstarter.test.RehearsalAssert.assertThat;

/**
 * The part of the matrix that every build runs: each server, both stacks, the oldest line
 * and those in which most has moved. {@link CompatibilityMatrix} runs all of it. Several
 * run side by side, and terminate sooner than by default, since what they wait for is
 * known.
 */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class CompatibilityIT {

	// the wait that an endpoint needs which is removed after 1 s
	private static final String[] SOON = { "--shutdown-starter.propagation.minimum=2s",
			"--shutdown-starter.propagation.quiet-period=1s" };

	@TempDir
	private Path directory;

	@ParameterizedTest(name = "Boot {0}, {1} on {2}, hook {3}")
	@CsvSource({ "3.4, servlet, tomcat, http", "3.5, servlet, undertow, http", "3.5, servlet, jetty, none",
			"4.1, servlet, jetty, http", "3.5, reactive, netty, none", "4.1, reactive, netty, http" })
	void noRequestIsLostInARollout(String line, String stack, String server, String hook) throws Exception {
		LineApplication application = BootLine.of(line).build(stack, server);
		PodCommand command = application.command().withArguments(SOON);
		Rehearsal whole = CompatibilityRehearsal.of(application);
		Rehearsal rehearsal = whole.withCommand(command)
			.withLoad(whole.load().withRate(40))
			.withReplicas(1)
			.withWarmUp(Duration.ofSeconds(1))
			.withHook(Hook.parse(hook));

		RehearsalResult result = CompatibilityRehearsal.run(rehearsal, application, this.directory);

		assertThat(result).passed().abandonedNothing();
	}

}

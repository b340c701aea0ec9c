package io.shutdownstarter.sample;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.shutdownstarter.conformance.ClassArchive;
import io.shutdownstarter.test.PodCommand;
import io.shutdownstarter.test.Rehearsal;
import io.shutdownstarter.test.RehearsalResult;
import io.shutdownstarter.test.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rolling update of conformance case E39: two instances, steady load, and an endpoint
 * that is removed late, yet within the wait. The whole rehearsal, with three replicas and
 * more load, is the README's first command. Several run side by side, so each has a load
 * that leaves the machine idle most of the time.
 */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class RollingUpdateIT {

	@TempDir
	private Path directory;

	@ParameterizedTest(name = "propagation {0} s, hook {1}")
	@CsvSource({ "0, http", "1, none", "3, http", "10, http", "25, http" })
	void e39NoRequestIsLostWhenTheEndpointIsRemovedWithinTheWait(int propagation, String hook) throws Exception {
		PodCommand command = SampleRehearsal.command(ClassArchive.command(FtpRestServiceApplication.class))
			.withArguments("--shutdown-starter.grace-period=60s", "--shutdown-starter.propagation.maximum=30s");
		RehearsalResult result = Rehearsal.of(command, SampleRehearsal.load().withRate(40))
			.withReplicas(1)
			.withHook(SampleRehearsal.hook(hook))
			.withGracePeriod(Duration.ofSeconds(60))
			.withPropagation(Duration.ofSeconds(propagation))
			.withDirectory(this.directory)
			.run((event) -> {
			});
		assertThat(result.verdict()).as(result::report).isEqualTo(Verdict.PASSED);
	}

}

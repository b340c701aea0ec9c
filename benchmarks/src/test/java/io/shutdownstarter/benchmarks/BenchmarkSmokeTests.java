package io.shutdownstarter.benchmarks;

import java.util.Collection;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that each benchmark runs, so that none rots: once, for a moment, in this JVM. The
 * figures mean nothing.
 */
class BenchmarkSmokeTests {

	// beside another build: these figures mean nothing
	@BeforeAll
	static void runBesideOthers() {
		System.setProperty("jmh.ignoreLock", "true");
	}

	@Test
	void eachBenchmarkFindsAFigure() throws RunnerException {
		Options options = new OptionsBuilder().forks(0)
			.threads(2)
			.warmupIterations(0)
			.measurementIterations(1)
			.measurementTime(TimeValue.milliseconds(5))
			.shouldFailOnError(true)
			.verbosity(VerboseMode.SILENT)
			.build();

		Collection<RunResult> results = new Runner(options).run();

		assertThat(results).hasSizeGreaterThan(20);
		assertThat(results).allSatisfy((result) -> assertThat(result.getPrimaryResult().getScore()).isPositive());
	}

}

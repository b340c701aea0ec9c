package io.shutdownstarter.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

import io.shutdownstarter.test.Comparison;
import io.shutdownstarter.test.ComparisonResult;
import io.shutdownstarter.test.Hook;
import io.shutdownstarter.test.Propagation;
import io.shutdownstarter.test.Rehearsal;
import io.shutdownstarter.test.RehearsalResult;
import io.shutdownstarter.test.Scenario;

/**
 * The file service in every scenario, with the starter and with what is used without it,
 * and the page that shows the result.
 */
final class SampleComparison {

	private static final String BEGIN = "<!-- measured -->\n";

	private static final String END = "<!-- end of what was measured -->\n";

	private static final String STARTER = "starter, ";

	// An evicted pod has 3 s in all: what takes longer cannot be saved by anybody.
	private static final Duration WITHIN_AN_EVICTION = Duration.ofMillis(500);

	private SampleComparison() {
	}

	// Blocks for as long as all runs take, and replaces the tables after each case. The
	// result is the worst exit code of the runs with the starter.
	static int run(Rehearsal base, Path page) throws InterruptedException {
		check(page);
		Comparison comparison = comparison(base);
		List<ComparisonResult.Cell> cells = new ArrayList<>();
		for (Comparison.Change one : comparison.cases()) {
			cells.addAll(new Comparison(comparison.base(), comparison.variants(), List.of(one), comparison.seeds())
				.run(System.out::println)
				.cells());
			replace(page, measured(new ComparisonResult(cells)));
		}
		System.out.println(measured(new ComparisonResult(cells)));
		return cells.stream()
			.filter((cell) -> cell.variant().startsWith(STARTER))
			.flatMap((cell) -> cell.results().stream())
			.mapToInt(RehearsalResult::exitCode)
			.max()
			.orElseThrow();
	}

	static Comparison comparison(Rehearsal base) {
		Comparison comparison = Comparison
			.of(base.withReplicas(2)
				.withWarmUp(Duration.ofMillis(1500))
				.withPropagation(Propagation.between(Duration.ZERO, Duration.ofSeconds(2)))
				.withCommand(base.command().withArguments("--shutdown-starter.prestop.recovery-delay=3s")))
			.withCase("rollout, propagation 1 s", (rehearsal) -> rehearsal.withPropagation(Duration.ofSeconds(1)))
			.withCase("rollout, propagation 8 s", (rehearsal) -> rehearsal.withPropagation(Duration.ofSeconds(8)));
		for (Scenario scenario : scenarios()) {
			comparison = comparison.withCase(scenario.id(), (rehearsal) -> in(scenario, rehearsal));
		}
		return withVariants(comparison);
	}

	static List<Scenario> scenarios() {
		return Arrays.stream(Scenario.values()).filter((scenario) -> scenario != Scenario.ROLLOUT).toList();
	}

	static Rehearsal in(Scenario scenario, Rehearsal rehearsal) {
		return ((scenario != Scenario.EVICTION) ? rehearsal
				: rehearsal.withLoad(rehearsal.load().withTransfersOfAtMost(WITHIN_AN_EVICTION)))
			.withScenario(scenario);
	}

	private static Comparison withVariants(Comparison comparison) {
		return comparison.withVariant(STARTER + "hook", UnaryOperator.identity())
			.withVariant(STARTER + "bare SIGTERM", (rehearsal) -> rehearsal.withHook(Hook.none()))
			.withVariant("Boot's defaults", (rehearsal) -> without(rehearsal, Hook.none()))
			.withVariant("`preStop: sleep 5`", (rehearsal) -> without(rehearsal, Hook.sleep(Duration.ofSeconds(5))))
			.withVariant("`preStop: sleep 10`", (rehearsal) -> without(rehearsal, Hook.sleep(Duration.ofSeconds(10))))
			.withVariant("`server.shutdown=immediate`",
					(rehearsal) -> without(rehearsal, Hook.none(), "--server.shutdown=immediate"));
	}

	private static Rehearsal without(Rehearsal rehearsal, Hook hook, String... arguments) {
		return rehearsal.withHook(hook)
			.withCommand(
					rehearsal.command().withArguments("--shutdown-starter.enabled=false").withArguments(arguments));
	}

	static String measured(ComparisonResult result) {
		return """
				Measured on %s with JDK %s on %d processors.

				**Requests lost**

				%s
				**Seconds from a pod's deletion to the end of its process, on average**

				%s""".formatted(LocalDate.now(ZoneOffset.UTC), Runtime.version().feature(),
				Runtime.getRuntime().availableProcessors(), result.lost(), result.seconds());
	}

	private static void check(Path page) {
		if (!Files.isWritable(page) || !read(page).contains(BEGIN) || !read(page).contains(END)) {
			throw new IllegalArgumentException("'" + page + "' is no file with the lines '" + BEGIN.strip() + "' and '"
					+ END.strip() + "', between which the tables go");
		}
	}

	private static void replace(Path page, String measured) {
		String text = read(page);
		String before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
		try {
			Files.writeString(page, before + "\n" + measured + "\n" + text.substring(text.indexOf(END)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The page cannot be written", ex);
		}
	}

	private static String read(Path page) {
		try {
			return Files.readString(page);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The page cannot be read", ex);
		}
	}

}

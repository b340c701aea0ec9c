package io.shutdownstarter.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.springframework.util.Assert;

/**
 * Runs benchmarks in rounds, each benchmark once in a JVM of its own in each round, so
 * that a machine which others slow down for a while slows down all of them; then prints
 * the median of the rounds with the least and the most. Takes JMH's arguments; {@code -f}
 * is the number of rounds, and without {@code -t} there are runs with 1, 2 and 8 threads.
 */
public final class BenchmarkTable {

	private static final int ROUNDS = 5;

	private static final List<Integer> THREADS = List.of(1, 2, 8);

	private final Map<String, List<Figure>> figures = new TreeMap<>();

	private BenchmarkTable() {
	}

	/**
	 * Run the benchmarks.
	 * @param args arguments of JMH
	 * @throws CommandLineOptionException if they make no sense
	 * @throws RunnerException if a benchmark fails
	 */
	public static void main(String[] args) throws CommandLineOptionException, RunnerException {
		CommandLineOptions options = new CommandLineOptions(args);
		List<Integer> threads = options.getThreads().hasValue() ? List.of(options.getThreads().get()) : THREADS;
		int rounds = options.getForkCount().orElse(ROUNDS);
		BenchmarkTable table = new BenchmarkTable();
		for (int round = 0; round < rounds; round++) {
			for (int count : threads) {
				table.add(options, count);
			}
			// so that whoever ends it early has something
			table.print(System.out);
		}
	}

	private void add(Options options, int threads) throws RunnerException {
		Options run = new OptionsBuilder().parent(options)
			.forks(1)
			.threads(threads)
			// compiled before it is measured, however little of the processor is ours
			.jvmArgsAppend("-Xbatch")
			.shouldFailOnError(true)
			.addProfiler(GCProfiler.class)
			.addProfiler(CpuTimeProfiler.class)
			.build();
		for (RunResult result : new Runner(run).run()) {
			String name = result.getParams().getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
			this.figures.computeIfAbsent(name + " | " + threads, (key) -> new ArrayList<>())
				.add(new Figure(secondary(result, CpuTimeProfiler.NANOS), secondary(result, "gc.alloc.rate.norm")));
		}
	}

	private void print(PrintStream out) {
		out.println("| benchmark | threads | ns of a processor (least to most) | B |");
		out.println("|---|---|---|---|");
		this.figures.forEach((name, rounds) -> {
			double[] nanos = rounds.stream().mapToDouble(Figure::nanos).sorted().toArray();
			double[] bytes = rounds.stream().mapToDouble(Figure::bytes).sorted().toArray();
			out.printf("| %s | %.1f (%.1f to %.1f) | %.1f |%n", name, nanos[nanos.length / 2], nanos[0],
					nanos[nanos.length - 1], bytes[bytes.length / 2]);
		});
	}

	private static double secondary(RunResult result, String name) {
		Result<?> figure = result.getSecondaryResults().get(name);
		Assert.state(figure != null, () -> "No " + name);
		return figure.getScore();
	}

	/**
	 * What one round found.
	 *
	 * @param nanos processor time of one operation
	 * @param bytes what one operation allocates
	 */
	private record Figure(double nanos, double bytes) {
	}

}

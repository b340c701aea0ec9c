package io.shutdownstarter.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * One server, measured in rounds, each in a JVM of its own.
 *
 * @param server the server
 * @param rounds the blocks of each round
 */
record Comparison(ComparedServer server, List<List<Block>> rounds) {

	/**
	 * The head of the table whose rows are {@link #row()}.
	 */
	static final String HEAD = """
			| server | without, µs | with, µs | ratio (quartiles) | 95 % | rounds | throughput (quartiles) |
			|---|---|---|---|---|---|---|""";

	/**
	 * So many that the server is busy while the client reads, and few enough that one
	 * thread of it can serve them.
	 */
	private static final int CONNECTIONS = 8;

	static Comparison of(ComparedServer server, CostPlan plan) throws IOException {
		List<List<Block>> rounds = new ArrayList<>();
		for (int round = 0; round < plan.rounds(); round++) {
			try (PairProcess pair = PairProcess.start(server, round % 2 == 1, plan.apart())) {
				checkCounting(server, pair);
				rounds.add(round(pair, plan));
			}
		}
		return new Comparison(server, rounds);
	}

	private static void checkCounting(ComparedServer server, PairProcess pair) throws IOException {
		String without = counted(pair.portWithout());
		String with = counted(pair.portWith());
		if (!without.equals("by nobody") || !with.equals(server.hasStarter() ? "1" : without)) {
			throw new IllegalStateException(
					"On %s a request is counted %s without the starter, %s with it".formatted(server, without, with));
		}
	}

	private static String counted(int port) throws IOException {
		try (KeptConnections connection = new KeptConnections(port, "/counted", 1)) {
			return connection.body();
		}
	}

	private static List<Block> round(PairProcess pair, CostPlan plan) throws IOException {
		ProcessorTime processor = new ProcessorTime(pair.id());
		try (KeptConnections without = new KeptConnections(pair.portWithout(), "/hello", CONNECTIONS);
				KeptConnections with = new KeptConnections(pair.portWith(), "/hello", CONNECTIONS)) {
			long begin = System.nanoTime();
			while (System.nanoTime() - begin < plan.warmUp().toNanos()) {
				Block.of(without, with, processor, plan.slice().toNanos(), false);
			}
			List<Block> blocks = new ArrayList<>();
			for (int i = 0; i < plan.blocks(); i++) {
				blocks.add(Block.of(without, with, processor, plan.slice().toNanos(), i % 2 == 1));
			}
			return blocks;
		}
	}

	String row() {
		Spread processor = Spread.of(all(Block::processorRatio));
		return String.format(Locale.ROOT, "| %s | %.1f | %.1f | **%.3f** (%.3f to %.3f) | %s | %s | %s |", this.server,
				Spread.median(all((block) -> block.without().processorMicros())),
				Spread.median(all((block) -> block.with().processorMicros())), processor.median(), processor.lower(),
				processor.upper(), processor.interval(), medians(), Spread.of(all(Block::throughputRatio)).quartiles());
	}

	private String medians() {
		return this.rounds.stream()
			.map((round) -> String.format(Locale.ROOT, "%.3f",
					Spread.median(round.stream().mapToDouble(Block::processorRatio).toArray())))
			.collect(Collectors.joining(", "));
	}

	private double[] all(ToDoubleFunction<Block> figure) {
		return this.rounds.stream().flatMap(List::stream).mapToDouble(figure).toArray();
	}

}

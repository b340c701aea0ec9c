package io.shutdownstarter.benchmarks;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.DefaultApplicationArguments;

/**
 * What is measured, and for how long.
 *
 * @param servers the servers
 * @param rounds the number of processes for each server
 * @param blocks the number of blocks in each process
 * @param slice the time of each of the four slices of a block
 * @param warmUp the time before that in which the compiler does its work
 * @param apart whether the two applications share no class but those of the JDK
 */
record CostPlan(List<ComparedServer> servers, int rounds, int blocks, Duration slice, Duration warmUp, boolean apart) {

	/**
	 * Reads a plan.
	 * @param args options and names of servers: none means those that every JVM can run.
	 * The numbers without an option make 30 blocks for each server, and less than 5
	 * minutes for all of them
	 * @return the plan
	 */
	static CostPlan of(String... args) {
		ApplicationArguments arguments = new DefaultApplicationArguments(args);
		List<ComparedServer> servers = arguments.getNonOptionArgs().stream().map(ComparedServer::valueOf).toList();
		return new CostPlan(servers.isEmpty() ? ComparedServer.ofEveryJvm() : servers, number(arguments, "rounds", 3),
				number(arguments, "blocks", 10), Duration.ofMillis(number(arguments, "slice-millis", 250)),
				Duration.ofMillis(number(arguments, "warm-up-millis", 6000)), arguments.containsOption("apart"));
	}

	private static int number(ApplicationArguments arguments, String option, int otherwise) {
		List<String> values = arguments.getOptionValues(option);
		return (values != null) ? Integer.parseInt(values.get(0)) : otherwise;
	}

	boolean isWhole() {
		return !this.apart && this.servers.equals(ComparedServer.ofEveryJvm());
	}

	@Override
	public String toString() {
		return "%d rounds of %d blocks, each slice %d ms, after a warm-up of %d ms%s".formatted(this.rounds,
				this.blocks, this.slice.toMillis(), this.warmUp.toMillis(),
				this.apart ? ", without common classes" : "");
	}

}

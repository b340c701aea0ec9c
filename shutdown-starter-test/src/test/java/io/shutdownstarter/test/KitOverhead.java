package io.shutdownstarter.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Measures what the kit itself costs: its clients and its router send to a cheap
 * application in a process of its own, and this JVM's processor time is read meanwhile.
 */
public final class KitOverhead {

	private static final Duration WARM_UP = Duration.ofSeconds(10);

	private static final Duration RUN = Duration.ofSeconds(20);

	private KitOverhead() {
	}

	/**
	 * Measures and prints.
	 * @param arguments requests per second (1000) and how many runs (5)
	 * @throws Exception if the application cannot be started
	 */
	public static void main(String... arguments) throws Exception {
		double rate = (arguments.length > 0) ? Double.parseDouble(arguments[0]) : 1000;
		int runs = (arguments.length > 1) ? Integer.parseInt(arguments[1]) : 5;
		Path directory = Files.createTempDirectory("kit-overhead-");
		try (Pod pod = Pod.start(FixturePods.command(), "pod-1", directory)) {
			pod.awaitReady(Duration.ofMinutes(2));
			run(pod, rate, WARM_UP);
			List<Double> cores = new ArrayList<>();
			for (int i = 1; i <= runs; i++) {
				long before = cpuNanos(pod);
				Traffic.Volume volume = run(pod, rate, RUN);
				KitUse kit = volume.kit();
				cores.add(kit.cores());
				double seconds = kit.wall().toNanos() / 1e9;
				System.out.printf(
						"run %d: %.0f requests/s, kit %.2f processors (its router %.2f), application %.2f, machine %.0f %% busy, clients %.2f ms late%n",
						i, volume.sent() / seconds, kit.cores(), kit.routerCores(),
						(cpuNanos(pod) - before) / 1e9 / seconds, 100 * kit.machineBusy(),
						volume.meanLateness().toNanos() / 1e6);
			}
			System.out.printf("median: %.2f processors%n",
					cores.stream().sorted(Comparator.naturalOrder()).toList().get(runs / 2));
		}
	}

	private static Traffic.Volume run(Pod pod, double rate, Duration time) throws Exception {
		RequestTemplate get = RequestTemplate.get("/items/{random:20}");
		// the sample's mix
		Load load = Load.of(Clients.keepAlive(64, get).withRate(0.7 * rate),
				Clients.newConnections(32, get).withRate(0.3 * rate));
		try (ServiceRouter router = ServiceRouter.start(1);
				Traffic traffic = new Traffic(load, 1,
						new RequestSender.Target(router.port(), load.timeout(), System::nanoTime, router::podOf))) {
			router.set(Endpoint.of(pod), EndpointState.READY);
			traffic.start();
			traffic.goOn(time);
			traffic.stop(load.longestRequest());
			if (traffic.tally().outcomes().stream().anyMatch((outcome) -> !outcome.succeededAtOnce())) {
				throw new IllegalStateException("Not every request succeeded: " + traffic.tally());
			}
			return traffic.volume();
		}
	}

	private static long cpuNanos(Pod pod) {
		return pod.process().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
	}

}

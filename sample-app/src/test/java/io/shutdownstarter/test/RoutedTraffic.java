package io.shutdownstarter.test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The rehearsal's router and clients for pods that a test takes out and puts back itself,
 * which no rehearsal does.
 */
public final class RoutedTraffic implements AutoCloseable {

	private static final long SEED = 1;

	private final Load load;

	private final ServiceRouter router;

	private final Traffic traffic;

	public RoutedTraffic(Load load) throws IOException {
		this.load = load;
		this.router = ServiceRouter.start(SEED);
		this.traffic = new Traffic(load, SEED,
				new RequestSender.Target(this.router.port(), load.timeout(), System::nanoTime, this.router::podOf));
	}

	public void add(Pod pod) {
		this.router.set(Endpoint.of(pod), EndpointState.READY);
	}

	public void remove(Pod pod) {
		this.router.forget(Endpoint.of(pod));
	}

	void route(Pod pod, EndpointState state) {
		this.router.set(Endpoint.of(pod), state);
	}

	public void begin() {
		this.traffic.start();
	}

	public void end() throws InterruptedException {
		this.traffic.stop(this.load.longestRequest());
	}

	public void goOn(Duration time) throws InterruptedException {
		this.traffic.goOn(time);
	}

	public long answeredBy(Pod pod) {
		return this.traffic.tally()
			.outcomes()
			.stream()
			.filter((outcome) -> pod.name().equals(outcome.first().pod()) && outcome.succeededAtOnce())
			.count();
	}

	public long sent() {
		return this.traffic.tally().sent();
	}

	public List<String> lost() {
		return this.traffic.tally().outcomes().stream().filter(Outcome::lost).map(Outcome::toString).toList();
	}

	@Override
	public void close() {
		this.traffic.close();
		this.router.close();
	}

}

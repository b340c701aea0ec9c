package io.shutdownstarter.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The probes of one container.
 */
final class Probers implements AutoCloseable {

	private final List<Prober> all = new CopyOnWriteArrayList<>();

	void start(Prober prober) {
		this.all.add(prober);
		prober.start();
	}

	// Liveness is not probed in a container that is being ended.
	void terminating(KillReason reason) {
		for (Prober prober : this.all) {
			if (prober.kind() == ProbeResult.Kind.LIVENESS || !reason.readinessIsProbed()) {
				prober.stop();
			}
		}
	}

	@Override
	public void close() {
		this.all.forEach(Prober::stop);
	}

}

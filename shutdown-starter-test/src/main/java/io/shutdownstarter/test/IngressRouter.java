package io.shutdownstarter.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Routes each request by itself, through a real server. It knows of ready endpoints only:
 * a terminating one gets nothing, even if it is the last.
 */
final class IngressRouter implements Router {

	private final Ingress ingress;

	private final Set<Endpoint> ready = new LinkedHashSet<>();

	private final Map<Integer, String> podOfPort = new ConcurrentHashMap<>();

	private boolean closed;

	IngressRouter(Ingress ingress) {
		this.ingress = ingress;
	}

	@Override
	public int port() {
		return this.ingress.port();
	}

	@Override
	public synchronized void set(Endpoint endpoint, EndpointState state) {
		this.podOfPort.put(endpoint.port(), endpoint.pod());
		boolean changed = (state == EndpointState.READY) ? this.ready.add(endpoint) : this.ready.remove(endpoint);
		if (changed && !this.closed) {
			this.ingress.route(Set.copyOf(this.ready));
		}
	}

	@Override
	public void forget(Endpoint endpoint) {
		set(endpoint, EndpointState.NOT_SERVING);
	}

	@Override
	public @Nullable String podOf(int clientPort) {
		return null;
	}

	@Override
	public List<Outcome> explain(List<Outcome> outcomes, List<Deletion> deletions) {
		awaitLog(outcomes);
		close();
		IngressLog log = IngressLog.read(this.ingress.log());
		return outcomes.stream()
			.map((outcome) -> outcome.withAttempts((attempt) -> explain(attempt, log, deletions)))
			.toList();
	}

	// Found by a run of the tests in which HAProxy was ended between an answer and its
	// line.
	private synchronized void awaitLog(List<Outcome> outcomes) {
		List<String> answered = outcomes.stream()
			.flatMap(Outcome::attempts)
			.filter(Attempt::answered)
			.map(Attempt::id)
			.toList();
		try {
			if (!this.closed) {
				this.ingress.await(() -> IngressLog.read(this.ingress.log()).has(answered));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The log of the ingress cannot be read", ex);
		}
	}

	private Attempt explain(Attempt attempt, IngressLog log, List<Deletion> deletions) {
		IngressLog.Line line = log.line(attempt.id());
		if (line == null) {
			return (attempt.unanswered() && attempt.reused()) ? this.ingress.unlogged(attempt, deletions) : attempt;
		}
		Attempt explained = attempt.withPod(this.podOfPort.get(line.port()));
		if (attempt.status() == 0 || line.answered()) {
			return explained;
		}
		return explained.withFailure((line.port() == 0) ? LossCause.NO_ENDPOINT : LossCause.BAD_GATEWAY,
				attempt.status() + " by the ingress: " + line.reason());
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		this.ingress.close();
	}

}

package io.shutdownstarter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.shutdownstarter.TerminationCoordinator.Signal;
import io.shutdownstarter.TerminationReport.Outcome;

/**
 * A termination with the default settings, time as a number, and what it did to the
 * world: grace period 30 s, reserve 5 s, propagation 5 to 15 s with 2 s of quiet,
 * recovery after 60 s.
 */
final class TerminationScene implements Readiness, MultiplexedConnections {

	final ManualTime time;

	final InFlightRequests inFlight;

	final List<TerminationPhase> phases = new ArrayList<>();

	final List<String> connectionsHeard = new ArrayList<>();

	final TerminationCoordinator termination;

	boolean wished = true;

	boolean refused;

	boolean acceptedAgain;

	TerminationScene() {
		this(new ManualTime());
	}

	TerminationScene(ManualTime time) {
		this(time, TestSettings.of());
	}

	TerminationScene(ManualTime time, ShutdownProperties properties) {
		this(time, properties, new TerminationMessage(false, Path.of("none")));
	}

	TerminationScene(ManualTime time, ShutdownProperties properties, TerminationMessage message) {
		this.time = time;
		this.inFlight = new InFlightRequests(time);
		PhaseEvents events = new PhaseEvents((event) -> this.phases.add(((TerminationPhaseEvent) event).getPhase()),
				Runnable::run);
		this.termination = new TerminationCoordinator(properties, time, time, this.inFlight, this, events, message,
				List.of(this));
	}

	@Override
	public boolean isWished() {
		return this.wished;
	}

	@Override
	public void refuseTraffic() {
		this.refused = true;
	}

	@Override
	public void restore() {
		this.refused = false;
	}

	@Override
	public void acceptAgain() {
		this.acceptedAgain = !this.refused;
	}

	@Override
	public void tellToLeave() {
		this.connectionsHeard.add("leave");
	}

	@Override
	public void tellToLeave(Object request) {
		this.connectionsHeard.add("leave, " + request);
	}

	@Override
	public void letStay() {
		this.connectionsHeard.add("stay");
	}

	/**
	 * A hook arrives.
	 */
	CompletableFuture<TerminationReport> hook() {
		CompletableFuture<TerminationReport> answer = new CompletableFuture<>();
		this.termination.arrived().thenAccept(answer::complete);
		this.time.settle();
		return answer;
	}

	/**
	 * SIGTERM arrives on Kubernetes.
	 */
	CompletableFuture<Outcome> sigterm() {
		return sigterm(null);
	}

	CompletableFuture<Outcome> sigterm(@Nullable TerminationBudget anchor) {
		CompletableFuture<Outcome> closed = this.termination.closedBySignal(new Signal(anchor, this.wished, true));
		this.time.settle();
		return closed;
	}

	/**
	 * A request that ends at once.
	 */
	void request() {
		this.inFlight.begin("GET", "/fast");
		this.inFlight.end();
		this.time.settle();
	}

	/**
	 * A request that goes on until it is ended.
	 */
	InFlightRequests.AsyncRequest longRequest(String path) {
		this.inFlight.begin("GET", path);
		InFlightRequests.AsyncRequest request = this.inFlight.continueAsync();
		this.time.settle();
		return request;
	}

	void end(InFlightRequests.AsyncRequest request) {
		request.end();
		this.time.settle();
	}

	TerminationPhase phase() {
		return this.termination.phase();
	}

}

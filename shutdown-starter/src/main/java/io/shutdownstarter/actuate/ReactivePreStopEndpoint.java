package io.shutdownstarter.actuate;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.shutdownstarter.PreStopHook;
import io.shutdownstarter.Termination;
import io.shutdownstarter.TerminationReport;

/**
 * The kubelet's pre-stop hook, and the operator's pair on the same path, on WebFlux. What
 * returns a {@link Mono} is called on the event loop and holds no thread; it is the only
 * kind of operation that sees the context of the chain, by which a call is known to have
 * passed the guard. None of the operations blocks.
 */
@WebEndpoint(id = "prestop")
final class ReactivePreStopEndpoint {

	private final PreStopHook hook;

	private final Termination termination;

	private final RefusedCalls refusedCalls;

	ReactivePreStopEndpoint(PreStopHook hook, Termination termination, RefusedCalls refusedCalls) {
		this.hook = hook;
		this.termination = termination;
		this.refusedCalls = refusedCalls;
	}

	@ReadOperation
	Mono<WebEndpointResponse<PreStopDescriptor>> preStop() {
		return ifGuarded(() -> report().map((report) -> new WebEndpointResponse<>(PreStopDescriptor.of(report))));
	}

	@WriteOperation
	Mono<WebEndpointResponse<OperatorDescriptor>> drainAndHold() {
		return operate(this.hook::drainAndHold);
	}

	@DeleteOperation
	Mono<WebEndpointResponse<OperatorDescriptor>> resume() {
		return operate(this.termination::resume);
	}

	// a caller that hangs up takes its own answer only. Not on the thread of the
	// termination, since what the application has put around the answer may block; nor on
	// the elastic threads: work that blocks, and is about to be abandoned, may have all
	// of them
	private Mono<TerminationReport> report() {
		return Mono.<TerminationReport>create((sink) -> this.hook.arrived().thenAccept(sink::success))
			.publishOn(Schedulers.parallel());
	}

	private Mono<WebEndpointResponse<OperatorDescriptor>> operate(BooleanSupplier operation) {
		return ifGuarded(() -> Mono
			.fromSupplier(() -> OperatorDescriptor.answer(operation.getAsBoolean(), this.termination.status())));
	}

	private <T> Mono<WebEndpointResponse<T>> ifGuarded(Supplier<Mono<WebEndpointResponse<T>>> operation) {
		return Mono.deferContextual((context) -> {
			if (PreStopHandler.hasPassed(context)) {
				return operation.get();
			}
			this.refusedCalls.addUnguarded();
			return Mono.just(new WebEndpointResponse<T>(HttpStatus.FORBIDDEN.value()));
		});
	}

}

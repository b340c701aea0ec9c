package io.shutdownstarter.actuate;

import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.http.HttpStatus;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.server.ResponseStatusException;

import io.shutdownstarter.PreStopHook;
import io.shutdownstarter.Termination;
import io.shutdownstarter.TerminationReport;

/**
 * The kubelet's pre-stop hook, and the operator's pair on the same path, on Spring MVC.
 * The hook is a read operation, since the kubelet sends nothing but GET. Its call is held
 * without a thread, and its result brings a time limit of its own, or it would end with
 * status 503 at the application's async timeout (30 s by default), which the kubelet
 * takes for success. A call that has got here past the guard does nothing.
 */
@WebEndpoint(id = "prestop")
final class PreStopEndpoint {

	private final PreStopHook hook;

	private final Termination termination;

	private final RefusedCalls refusedCalls;

	PreStopEndpoint(PreStopHook hook, Termination termination, RefusedCalls refusedCalls) {
		this.hook = hook;
		this.termination = termination;
		this.refusedCalls = refusedCalls;
	}

	@ReadOperation
	DeferredResult<PreStopDescriptor> preStop() {
		DeferredResult<PreStopDescriptor> answer = new DeferredResult<>(this.hook.longestWait().toMillis());
		if (isGuarded()) {
			CompletionStage<TerminationReport> report = this.hook.arrived();
			report.thenAccept((drained) -> answer.setResult(PreStopDescriptor.of(drained)));
		}
		else {
			answer.setErrorResult(new ResponseStatusException(HttpStatus.FORBIDDEN));
		}
		return answer;
	}

	@WriteOperation
	WebEndpointResponse<OperatorDescriptor> drainAndHold() {
		return operate(this.hook::drainAndHold);
	}

	@DeleteOperation
	WebEndpointResponse<OperatorDescriptor> resume() {
		return operate(this.termination::resume);
	}

	private WebEndpointResponse<OperatorDescriptor> operate(BooleanSupplier operation) {
		if (!isGuarded()) {
			return new WebEndpointResponse<>(HttpStatus.FORBIDDEN.value());
		}
		return OperatorDescriptor.answer(operation.getAsBoolean(), this.termination.status());
	}

	private boolean isGuarded() {
		boolean guarded = RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
				&& PreStopFilter.hasPassed(attributes.getRequest());
		if (!guarded) {
			this.refusedCalls.addUnguarded();
		}
		return guarded;
	}

}

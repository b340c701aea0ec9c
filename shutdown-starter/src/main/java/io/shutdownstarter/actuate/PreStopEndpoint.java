package io.shutdownstarter.actuate;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.web.context.request.async.DeferredResult;

import io.shutdownstarter.PreStopHook;

/**
 * The kubelet's pre-stop hook. A read operation, since the kubelet sends nothing but GET.
 * The call is held without a thread. Its result brings a time limit of its own, or it
 * would end with status 503 at the application's async timeout (30 s by default), which
 * the kubelet takes for success.
 */
@WebEndpoint(id = "prestop")
final class PreStopEndpoint {

	private final PreStopHook hook;

	PreStopEndpoint(PreStopHook hook) {
		this.hook = hook;
	}

	@ReadOperation
	DeferredResult<PreStopDescriptor> preStop() {
		DeferredResult<PreStopDescriptor> answer = new DeferredResult<>(this.hook.longestWait().toMillis());
		this.hook.arrived().thenAccept((report) -> answer.setResult(PreStopDescriptor.of(report)));
		return answer;
	}

}

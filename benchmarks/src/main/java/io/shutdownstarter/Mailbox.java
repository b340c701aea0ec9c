package io.shutdownstarter;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Hands requests to other threads: whoever puts one in takes out what the last one put
 * in, which with two threads and more was mostly another thread.
 */
@State(Scope.Benchmark)
public class Mailbox {

	private final AtomicReference<@Nullable Object> last = new AtomicReference<>();

	/**
	 * Exchange a request for the one before.
	 * @param request what another thread shall end
	 * @return what this thread shall end, {@code null} at first
	 */
	public @Nullable Object exchange(Object request) {
		return this.last.getAndSet(request);
	}

}

package io.shutdownstarter.test;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * How a logical request ended.
 *
 * @param request method and path
 * @param first the attempt that every client makes
 * @param second the attempt that only a client makes which re-tries, {@code null} if none
 * was due
 */
record Outcome(String request, Attempt first, @Nullable Attempt second) {

	boolean succeededAtOnce() {
		return this.first.failure() == null;
	}

	boolean retried() {
		return this.second != null && this.second.failure() == null;
	}

	Stream<Attempt> attempts() {
		return Stream.concat(Stream.of(this.first), Stream.ofNullable(this.second));
	}

	// The attempt whose failure lost the request, or that was saved by the other.
	Attempt decisive() {
		return (this.second != null && !retried()) ? this.second : this.first;
	}

	Outcome withAttempts(UnaryOperator<Attempt> change) {
		return new Outcome(this.request, change.apply(this.first),
				(this.second != null) ? change.apply(this.second) : null);
	}

	boolean lost() {
		return !succeededAtOnce() && !retried();
	}

}

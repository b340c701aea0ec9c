package io.shutdownstarter;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.shutdownstarter.InFlightRequests.AsyncRequest;
import io.shutdownstarter.TerminationReport.Abandoned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link InFlightRequests}.
 */
class InFlightRequestsTests {

	private final ManualTime time = new ManualTime();

	private final InFlightRequests requests = new InFlightRequests(this.time);

	@Test
	void countsARequestFromItsBeginToItsEnd() {
		assertThat(this.requests.count()).isZero();
		this.requests.begin("GET", "/a");
		assertThat(this.requests.count()).isEqualTo(1);
		this.requests.end();
		assertThat(this.requests.count()).isZero();
	}

	@Test
	void countsAnAsyncRequestUntilItsOwnEndWhenItsThreadGoesOn() {
		AsyncRequest first = async("/first");
		this.requests.begin("GET", "/second");
		this.requests.end();
		assertThat(this.requests.count()).isEqualTo(1);
		CompletableFuture.runAsync(first::end).join();
		assertThat(this.requests.count()).isZero();
	}

	@Test
	void countsARequestWithoutAThreadUntilItsEndOnAnother() {
		AsyncRequest request = this.requests.beginAsync("GET", "/reactive");

		assertThat(this.requests.count()).isOne();
		assertThat(this.requests.asyncCount()).isOne();
		CompletableFuture.runAsync(request::end).join();
		assertThat(this.requests.count()).isZero();
	}

	@Test
	void countsTheEndOfAnAsyncRequestOnceWhenItIsToldTwice() {
		async("/other");
		AsyncRequest request = async("/twice");
		request.end();
		request.end();
		assertThat(this.requests.count()).isEqualTo(1);
	}

	@Test
	void refusesToContinueWhatHasNotBegun() {
		assertThatIllegalStateException().isThrownBy(this.requests::continueAsync)
			.withMessage("No request has begun on this thread");
	}

	@Test
	void listsWhatIsInFlightOldestFirst() {
		async("/older");
		this.time.passSeconds(3);
		CompletableFuture.runAsync(() -> this.requests.begin("PUT", "/ofAnotherThread")).join();
		this.time.passSeconds(2);
		this.requests.begin("GET", "/ended");
		this.requests.end();
		assertThat(this.requests.list()).extracting(WorkInFlight::toAbandoned)
			.containsExactly(new Abandoned("GET /older", Duration.ofSeconds(5)),
					new Abandoned("PUT /ofAnotherThread", Duration.ofSeconds(2)));
	}

	@Test
	void tellsTheWatchOfArrivalsAndOfTheLastEnd() {
		AsyncRequest before = async("/before");
		RecordingWatch watch = new RecordingWatch();
		this.requests.watch(watch);
		this.time.passSeconds(1);
		AsyncRequest late = async("/late");
		assertThat(watch.lastArrival).hasValue(Duration.ofSeconds(1).toNanos());
		before.end();
		assertThat(watch.idle).hasValue(0);
		late.end();
		assertThat(watch.idle).hasValue(1);
		this.requests.watch(null);
		async("/after").end();
		assertThat(watch.idle).hasValue(1);
	}

	private AsyncRequest async(String path) {
		this.requests.begin("GET", path);
		return this.requests.continueAsync();
	}

	private static final class RecordingWatch implements InFlightRequests.Watch {

		private final AtomicLong lastArrival = new AtomicLong();

		private final AtomicLong idle = new AtomicLong();

		@Override
		public void requestArrived(long nowNanos) {
			this.lastArrival.set(nowNanos);
		}

		@Override
		public void nothingInFlight() {
			this.idle.incrementAndGet();
		}

	}

}

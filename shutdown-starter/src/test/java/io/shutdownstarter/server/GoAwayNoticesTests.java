package io.shutdownstarter.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.shutdownstarter.support.Gate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of when a connection is told to leave.
 */
class GoAwayNoticesTests implements ServerConnections {

	private final List<OpenConnection> open = new CopyOnWriteArrayList<>();

	private final List<String> told = new CopyOnWriteArrayList<>();

	private final AtomicInteger looks = new AtomicInteger();

	private final AtomicBoolean terminating = new AtomicBoolean(true);

	private final AtomicLong nanos = new AtomicLong();

	private final CountingThreads threads = new CountingThreads();

	private final GoAwayNotices notices = new GoAwayNotices(this.terminating::get, () -> this, this.nanos::get,
			this.threads);

	@BeforeEach
	void start() {
		this.notices.start();
	}

	@AfterEach
	void stopThreads() {
		this.threads.shutdownNow();
	}

	@Test
	void connectionWithoutStreamsIsToldAtOnce() {
		connect("a", true);

		this.notices.tellToLeave();

		awaitTold("a");
	}

	@Test
	void connectionWithStreamsIsToldWhenTheyHaveEnded() {
		AtomicBoolean idle = new AtomicBoolean();
		this.open.add(new OpenConnection("a", idle::get, () -> this.told.add("a")));
		this.notices.tellToLeave();
		awaitLooks(3);
		assertThat(this.told).isEmpty();

		idle.set(true);

		awaitTold("a");
	}

	@Test
	void connectionThatIsNeverWithoutStreamsIsToldAfterHalfASecond() {
		connect("a", false);
		this.notices.tellToLeave();
		awaitLooks(3);
		assertThat(this.told).isEmpty();

		this.nanos.addAndGet(Duration.ofMillis(500).toNanos());

		awaitTold("a");
	}

	@Test
	void connectionIsToldOnceAndNotLookedForAgain() {
		connect("a", true);
		this.notices.tellToLeave();
		awaitTold("a");
		int tasks = this.threads.tasks.get();

		this.notices.tellToLeave("a");

		assertThat(this.threads.tasks).hasValue(tasks);
		connect("b", true);
		this.notices.tellToLeave("b");
		awaitTold("a", "b");
	}

	@Test
	void requestThatIsNoHttp2LooksForNothing() {
		connect("a", true);

		this.notices.tellToLeave((Object) 1);

		assertThat(this.threads.tasks).hasValue(0);
		this.notices.tellToLeave("a");
		awaitTold("a");
	}

	@Test
	void connectionThatIsBeingProcessedIsToldByItsOnlyLateRequest() {
		this.notices.tellToLeave("a");
		awaitLooks(1);

		connect("a", true);

		awaitTold("a");
	}

	@Test
	void connectionThatHasGoneIsLookedForForHalfASecond() {
		this.notices.tellToLeave("a");
		awaitLooks(3);

		this.nanos.addAndGet(Duration.ofMillis(500).toNanos());

		awaitNoTask();
		assertThat(this.told).isEmpty();
	}

	@Test
	void connectionThatTheFirstSignalFindsToldIsNotToldAgain() {
		connect("a", true);
		this.notices.tellToLeave("a");
		awaitTold("a");

		this.notices.tellToLeave();

		awaitLooks(2);
		awaitNoTask();
		assertThat(this.told).containsExactly("a");
	}

	@Test
	void connectionThatHasGoneForAMinuteIsForgotten() {
		connect("a", true);
		this.notices.tellToLeave();
		awaitTold("a");
		this.open.clear();
		this.nanos.addAndGet(Duration.ofMinutes(1).toNanos());

		connect("b", true);
		this.notices.tellToLeave("b");

		awaitTold("a", "b");
		awaitNoTask();
		connect("a", true);
		this.notices.tellToLeave("a");
		awaitTold("a", "b", "a");
	}

	@Test
	void connectionThatIsBeingProcessedIsNotForgotten() {
		connect("a", true);
		this.notices.tellToLeave();
		awaitTold("a");
		this.open.clear();
		connect("b", true);
		this.notices.tellToLeave("b");
		awaitTold("a", "b");
		awaitNoTask();
		int tasks = this.threads.tasks.get();

		this.notices.tellToLeave("a");

		assertThat(this.threads.tasks).hasValue(tasks);
	}

	@Test
	void connectionThatHasStayedIsToldAgainByTheNextTermination() {
		connect("a", true);
		this.notices.tellToLeave();
		awaitTold("a");

		this.notices.letStay();
		this.notices.tellToLeave();

		awaitTold("a", "a");
	}

	@Test
	void nobodyIsToldOnceTheApplicationServesAgain() {
		connect("a", false);
		this.notices.tellToLeave();
		awaitLooks(1);

		this.terminating.set(false);

		awaitNoTask();
		int looks = this.looks.get();
		this.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
		this.notices.tellToLeave("a");
		awaitNoTask();
		assertThat(this.looks).hasValue(looks);
		assertThat(this.told).isEmpty();
	}

	@Test
	void clientThatReadsNothingDelaysNobody() {
		Gate gate = new Gate();
		this.open.add(new OpenConnection("a", () -> true, gate::pass));
		connect("b", true);

		this.notices.tellToLeave();

		awaitTold("b");
		gate.open();
	}

	@Override
	public List<OpenConnection> open() {
		this.looks.incrementAndGet();
		return this.open;
	}

	@Override
	public @Nullable String connectionOf(Object request) {
		return (request instanceof String connection) ? connection : null;
	}

	private void connect(String id, boolean idle) {
		this.open.add(new OpenConnection(id, () -> idle, () -> this.told.add(id)));
	}

	private void awaitTold(String... connections) {
		Awaitility.await().untilAsserted(() -> assertThat(this.told).containsExactly(connections));
	}

	private void awaitLooks(int looks) {
		Awaitility.await().untilAsserted(() -> assertThat(this.looks).hasValueGreaterThanOrEqualTo(looks));
	}

	// a look plans the next one before it ends
	private void awaitNoTask() {
		Awaitility.await().until(() -> this.threads.open.get() == 0);
	}

	/**
	 * Counts what is to be done, at the moment in which it is said.
	 */
	private static final class CountingThreads extends ScheduledThreadPoolExecutor {

		private final AtomicInteger tasks = new AtomicInteger();

		private final AtomicInteger open = new AtomicInteger();

		CountingThreads() {
			super(2);
		}

		@Override
		public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
			this.tasks.incrementAndGet();
			this.open.incrementAndGet();
			return super.schedule(() -> {
				try {
					command.run();
				}
				finally {
					this.open.decrementAndGet();
				}
			}, delay, unit);
		}

	}

}

package io.shutdownstarter.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
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

	private final GoAwayNotices notices = new GoAwayNotices(this.terminating::get, () -> this, this.nanos::get);

	@BeforeEach
	void start() {
		this.notices.start();
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
		int looks = this.looks.get();

		this.notices.tellToLeave("a");
		connect("b", true);
		this.notices.tellToLeave("b");

		awaitTold("a", "b");
		assertThat(this.looks).hasValue(looks + 1);
	}

	@Test
	void requestThatIsNoHttp2LooksForNothing() {
		connect("a", true);

		this.notices.tellToLeave((Object) 1);
		this.notices.tellToLeave("a");

		awaitTold("a");
		assertThat(this.looks).hasValue(1);
	}

	@Test
	void connectionThatHasStayedIsToldAgainByTheNextTermination() {
		connect("a", true);
		this.notices.tellToLeave();
		awaitTold("a");

		this.notices.tellToLeave();

		awaitTold("a", "a");
	}

	@Test
	void nobodyIsToldOnceTheApplicationServesAgain() {
		connect("a", false);
		this.notices.tellToLeave();
		awaitLooks(1);

		this.terminating.set(false);

		int looks = awaitQuiet();
		this.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
		this.notices.tellToLeave("a");
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

	// the look that was under way when the termination ended may still come
	private int awaitQuiet() {
		AtomicInteger last = new AtomicInteger(-1);
		Awaitility.await().until(() -> last.getAndSet(this.looks.get()) == this.looks.get());
		return this.looks.get();
	}

}

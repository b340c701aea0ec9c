package io.shutdownstarter.test;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Reconciliation}.
 */
class ReconciliationTests {

	@Test
	void equalCountsDoNotContradict() {
		Reconciliation reconciliation = compare(List.of(once(attempt("a", 200, null)), once(attempt("b", 201, null))),
				new ServedRequest("b", 201), new ServedRequest("a", 200));

		assertThat(reconciliation.contradictions()).isEmpty();
		assertThat(reconciliation.unlogged()).isZero();
	}

	@Test
	void aSuccessThatNoPodHasServedContradicts() {
		assertThat(compare(List.of(once(attempt("a", 200, null)))).contradictions()).singleElement()
			.asString()
			.contains("GET /x (a, pod-1)", "no pod has served");
	}

	@Test
	void aSuccessThatWasServedTwiceContradicts() {
		assertThat(compare(List.of(once(attempt("a", 200, null))), new ServedRequest("a", 200),
				new ServedRequest("a", 200))
			.contradictions()).singleElement().asString().contains("2 times");
	}

	@Test
	void anotherStatusContradicts() {
		assertThat(compare(List.of(once(attempt("a", 200, null))), new ServedRequest("a", 500)).contradictions())
			.singleElement()
			.asString()
			.contains("status 200", "500");
	}

	@Test
	void aRequestThatNoClientSentContradicts() {
		assertThat(compare(List.of(), new ServedRequest("z", 200)).contradictions()).singleElement()
			.asString()
			.contains("z", "no client sent");
	}

	@Test
	void aLostRequestThatWasServedOnceIsKnownAsProcessed() {
		Attempt lost = attempt("a", 0, LossCause.CUT_IN_ANSWER);
		Reconciliation reconciliation = compare(List.of(once(lost)), new ServedRequest("a", 200));

		assertThat(reconciliation.contradictions()).isEmpty();
		assertThat(reconciliation.wasProcessed(lost)).isTrue();
	}

	@Test
	void aRequestThatItsPodGaveUpWithoutAStatusWasNotProcessed() {
		Attempt lost = attempt("a", 0, LossCause.CUT_IN_FLIGHT);

		assertThat(compare(List.of(once(lost)), new ServedRequest("a", 0)).wasProcessed(lost)).isFalse();
	}

	@Test
	void withoutTheirCountThePodsContradictNothing() {
		Attempt answered = attempt("a", 200, null);
		Reconciliation reconciliation = new Reconciliation(List.of(once(answered)), null, Map.of());

		assertThat(reconciliation.compared()).isFalse();
		assertThat(reconciliation.contradictions()).isEmpty();
		assertThat(reconciliation.unlogged()).isZero();
		assertThat(reconciliation.wasProcessed(answered)).isFalse();
	}

	@Test
	void anEmptyCountIsACount() {
		Reconciliation reconciliation = compare(List.of(once(attempt("a", 200, null))));

		assertThat(reconciliation.compared()).isTrue();
		assertThat(reconciliation.contradictions()).hasSize(1);
	}

	@Test
	void aLostRequestThatWasServedTwiceContradicts() {
		assertThat(compare(List.of(once(attempt("a", 0, LossCause.CUT_IN_ANSWER))), new ServedRequest("a", 200),
				new ServedRequest("a", 200))
			.contradictions()).hasSize(1);
	}

	@Test
	void anAnswerInThePodsPlaceIsNoAnswerOfThePod() {
		Attempt lost = attempt("a", 502, LossCause.BAD_GATEWAY);

		assertThat(compare(List.of(once(lost))).contradictions()).isEmpty();
		Reconciliation reconciliation = compare(List.of(once(lost)), new ServedRequest("a", 200));
		assertThat(reconciliation.contradictions()).isEmpty();
		assertThat(reconciliation.wasProcessed(lost)).isTrue();
	}

	@Test
	void aReTriedRequestMayBeServedOncePerAttempt() {
		Outcome retried = new Outcome("PUT /x", attempt("a", 0, LossCause.KEEP_ALIVE_TRAP), attempt("a.2", 200, null));

		assertThat(compare(List.of(retried), new ServedRequest("a.2", 200)).contradictions()).isEmpty();
		assertThat(
				compare(List.of(retried), new ServedRequest("a", 200), new ServedRequest("a.2", 200)).contradictions())
			.isEmpty();
		assertThat(compare(List.of(retried), new ServedRequest("a", 200)).contradictions()).hasSize(1);
	}

	@Test
	void anAnswerAfterItsPodsSigtermMayBeUnlogged() {
		Reconciliation reconciliation = new Reconciliation(List.of(once(attempt("a", 200, null))), List.of(),
				Map.of("pod-1", 150L));

		assertThat(reconciliation.contradictions()).isEmpty();
		assertThat(reconciliation.unlogged()).isOne();
	}

	@Test
	void anAnswerBeforeItsPodsSigtermMustBeLogged() {
		assertThat(new Reconciliation(List.of(once(attempt("a", 200, null))), List.of(),
				Map.of("pod-1", 250L, "pod-2", 150L))
			.contradictions()).hasSize(1);
	}

	@Test
	void manyContradictionsAreToldInFewLines() {
		List<Outcome> outcomes = IntStream.range(0, 50).mapToObj((i) -> once(attempt("a" + i, 200, null))).toList();

		assertThat(compare(outcomes).contradictions()).hasSize(6).last().asString().startsWith("45 more");
	}

	private static Reconciliation compare(List<Outcome> outcomes, ServedRequest... served) {
		return new Reconciliation(outcomes, List.of(served), Map.of());
	}

	private static Outcome once(Attempt attempt) {
		return new Outcome("GET /x", attempt, null);
	}

	private static Attempt attempt(String id, int status, @Nullable LossCause failure) {
		return new Attempt(id, "pod-1", 100, 200, false, status, failure, "");
	}

}

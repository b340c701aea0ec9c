package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for what {@link Rehearsal} and the values that it is made of say of mistakes.
 */
class RehearsalTests {

	private static final Clients CLIENTS = Clients.keepAlive(1, RequestTemplate.get("/"));

	@TempDir
	private Path directory;

	@Test
	void aClassWithoutAMainMethodIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Rehearsal.ofMainClass(RehearsalTests.class, CLIENTS))
			.withMessageContaining("RehearsalTests has no main method; that of a Kotlin file is in ")
			.withMessageContaining("RehearsalTestsKt");
	}

	@Test
	void aJarThatIsNotThereIsToldBeforeAnythingIsStarted() {
		Rehearsal rehearsal = Rehearsal.ofJar(Path.of("target/no-such.jar"), CLIENTS).withDirectory(this.directory);

		assertThatIllegalArgumentException().isThrownBy(rehearsal::run)
			.withMessageContaining("There is no jar " + Path.of("target/no-such.jar").toAbsolutePath())
			.withMessageContaining("build it first");
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void aProgramThatIsNotThereIsTold() throws Exception {
		Rehearsal rehearsal = Rehearsal.of(PodCommand.of(List.of("/no/such/program")), Load.of(CLIENTS))
			.withDirectory(this.directory);

		RehearsalResult result = rehearsal.run();
		assertThat(result.verdict()).isEqualTo(Verdict.NOT_STARTED);
		assertThat(result.report()).contains("/no/such/program", "not found");
	}

	@Test
	void trafficWithoutClientsOrRequestsIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Load.of()).withMessageContaining("add Clients.keepAlive");
		assertThatIllegalArgumentException().isThrownBy(() -> Clients.keepAlive(1))
			.withMessageContaining("add RequestTemplate.get");
	}

	@Test
	void numbersThatMakeNoSenseAreRefused() {
		Rehearsal rehearsal = Rehearsal.of(PodCommand.of(List.of("true")), Load.of(CLIENTS));
		Duration negative = Duration.ofSeconds(-1);

		assertThatIllegalArgumentException().isThrownBy(() -> rehearsal.withReplicas(0))
			.withMessageContaining("'replicas'");
		assertThatIllegalArgumentException().isThrownBy(() -> rehearsal.withGracePeriod(Duration.ZERO))
			.withMessageContaining("'gracePeriod'");
		assertThatIllegalArgumentException().isThrownBy(() -> rehearsal.withWarmUp(negative))
			.withMessageContaining("'warmUp'");
		assertThatIllegalArgumentException().isThrownBy(() -> rehearsal.withLeastDuration(negative))
			.withMessageContaining("'leastDuration'");
		assertThatIllegalArgumentException().isThrownBy(() -> rehearsal.withStartTimeout(Duration.ZERO))
			.withMessageContaining("'startTimeout'");
		assertThatIllegalArgumentException().isThrownBy(() -> rehearsal.withPropagation(negative));
	}

	@Test
	void aSleepLongerThanTheGracePeriodIsRefusedAsTheApiServerDoes() {
		Rehearsal rehearsal = Rehearsal.of(PodCommand.of(List.of("true")), Load.of(CLIENTS))
			.withHook(Hook.sleep(Duration.ofSeconds(31)));

		assertThatIllegalArgumentException().isThrownBy(rehearsal::run)
			.withMessageContaining("the hook's sleep of 31 s is longer than the grace period of 30 s");
	}

	@Test
	void clientsThatSpeakTlsAreRefusedWithAnIngressThatDoesNot() {
		Rehearsal rehearsal = Rehearsal.of(PodCommand.of(List.of("true")), Load.of(CLIENTS).withTls())
			.withEntry(Entry.NGINX);

		assertThatIllegalArgumentException().isThrownBy(rehearsal::run).withMessageContaining("need the entry SERVICE");
	}

	@Test
	void aListenerThatFailsEndsTheRehearsalWithItsFailure() {
		Rehearsal rehearsal = Rehearsal.of(PodCommand.of(List.of("sh", "-c", "exit 1")), Load.of(CLIENTS))
			.withDirectory(this.directory);
		AtomicInteger told = new AtomicInteger();

		assertThatIllegalStateException().isThrownBy(() -> rehearsal.run((line) -> {
			told.incrementAndGet();
			throw new UnsupportedOperationException("a pencil without a point");
		})).withMessageContaining("The listener failed").withStackTraceContaining("a pencil without a point");
		assertThat(told).hasValue(1);
	}

}

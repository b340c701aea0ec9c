package io.shutdownstarter.test;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link RehearsalOptions} and {@link Hook#parse}.
 */
class RehearsalOptionsTests {

	@Test
	void optionsThatAreNotGivenChangeNothing() {
		Options options = new Options(List.of("false"));

		Rehearsal applied = apply(options);
		assertThat(applied).hasToString(options.rehearsal().toString());
		assertThat(applied.command()).isEqualTo(options.rehearsal().command());
		assertThat(applied.load()).isEqualTo(options.rehearsal().load());
		assertThat(applied.warmUp()).isEqualTo(options.rehearsal().warmUp());
		assertThat(applied.startTimeout()).isEqualTo(options.rehearsal().startTimeout());
		assertThat(applied.entry()).isEqualTo(options.rehearsal().entry());
	}

	@Test
	void everyOptionIsApplied() {
		Rehearsal applied = apply(new Options(List.of("false")), "--replicas=5", "--hook=sleep:10", "--grace=40",
				"--propagation=1.5-2", "--scenario=node-drain", "--seed=7", "--duration=90", "--rate=400",
				"--client-timeout=2.5", "--warm-up=0", "--start-timeout=7", "--entry=service");

		assertThat(applied.replicas()).isEqualTo(5);
		assertThat(applied.hook()).isEqualTo(Hook.sleep(Duration.ofSeconds(10)));
		assertThat(applied.gracePeriod()).hasSeconds(40);
		assertThat(applied.propagation())
			.isEqualTo(Propagation.between(Duration.ofMillis(1500), Duration.ofSeconds(2)));
		assertThat(applied.load().timeout()).hasMillis(2500);
		assertThat(applied.warmUp()).isZero();
		assertThat(applied.startTimeout()).hasSeconds(7);
		assertThat(applied.entry()).isEqualTo(Entry.SERVICE);
		assertThat(applied.scenario()).isEqualTo(Scenario.NODE_DRAIN);
		assertThat(applied.seed()).isEqualTo(7);
		assertThat(applied.leastDuration()).hasSeconds(90);
		assertThat(applied.load().clients()).extracting(Clients::ratePerSecond).containsExactly(300.0, 100.0, 0.0);
	}

	@Test
	void theKubeletsOptionsAreApplied() {
		assertThat(
				apply(new Options(List.of("false")), "--real-grace=3", "--start-delay=2", "--hook-fault=answered:404",
						"--readiness-probe=0.5", "--liveness-probe=10", "--node-shutdown=25", "--legacy-kubelet")
					.kubelet())
			.isEqualTo(Kubelet.current()
				.withGracePeriod(Duration.ofSeconds(3))
				.withStartDelay(Duration.ofSeconds(2))
				.withHookFault(HookFault.answered(404))
				.withReadinessProbe(Probe.readiness().withPeriod(Duration.ofMillis(500)))
				.withLivenessProbe(Probe.liveness())
				.withNodeShutdown(Duration.ofSeconds(25))
				.withLegacy());
	}

	@Test
	void anActuatorThatSpeaksTlsIsProbedAndCalledOverTls() {
		Rehearsal applied = apply(new Options(List.of("false")), "--management-tls", "--readiness-probe=10",
				"--liveness-probe=10");

		assertThat(applied.command().managementTls()).isTrue();
		assertThat(applied.hook()).isEqualTo(Hook.parse("https"));
		assertThat(applied.kubelet()).isEqualTo(Kubelet.current()
			.withReadinessProbe(Probe.readiness().withTls())
			.withLivenessProbe(Probe.liveness().withTls()));
		assertThat(apply(new Options(List.of("false")), "--management-tls", "--hook=http").hook())
			.isEqualTo(Hook.parse("http"));
		assertThat(apply(new Options(List.of("false")), "--management-tls", "--hook=none").hook())
			.isEqualTo(Hook.none());
	}

	@Test
	void anotherHookKeepsTheHeaders() {
		CommandLine commandLine = new CommandLine(new Options(List.of("false")));
		commandLine.parseArgs("--hook=http:/other", "--hook-header=A: b");
		Options options = commandLine.getCommand();
		Rehearsal rehearsal = options.rehearsal().withHook(Hook.http("/hook").withHeader("Prestop-Token", "s3cret"));

		assertThat(options.apply(rehearsal).hook())
			.isEqualTo(Hook.http("/other").withHeader("Prestop-Token", "s3cret").withHeader("A", "b"));
	}

	@Test
	void aRehearsalThatCannotRunEndsWithTwo() {
		assertThat(RehearsalOptions.run(new Options(List.of("false")), "--replicas=1")).isEqualTo(2);
		assertThat(RehearsalOptions.run(new Options(List.of("false")), "--hook=carrier-pigeon")).isEqualTo(2);
		assertThat(RehearsalOptions.run(new Options(List.of("false")), "--unknown")).isEqualTo(2);
	}

	@Test
	void hooksAreParsed() {
		assertThat(Hook.parse("http")).isEqualTo(Hook.http("/actuator/prestop"));
		assertThat(Hook.parse("http:/a:b?c")).isEqualTo(Hook.http("/a:b?c"));
		assertThat(Hook.parse("https")).isEqualTo(Hook.http("/actuator/prestop").withTls());
		assertThat(Hook.parse("https:/a:b?c")).isEqualTo(Hook.http("/a:b?c").withTls());
		assertThat(Hook.parse("sleep:5")).isEqualTo(Hook.sleep(Duration.ofSeconds(5)));
		assertThat(Hook.parse("none")).isEqualTo(Hook.none());
		assertThatIllegalArgumentException().isThrownBy(() -> Hook.parse("exec")).withMessageContaining("'exec'");
		assertThatIllegalArgumentException().isThrownBy(() -> Hook.parse("sleep:soon"))
			.withMessage("'sleep:soon' is no hook: use http, http:/path, https, https:/path, sleep:SECONDS or none");
		assertThatIllegalArgumentException().isThrownBy(() -> Hook.parse("sleep"))
			.withMessageContaining("sleep:SECONDS");
	}

	@Test
	void aRateKeepsTheProportions() {
		Load load = load().withRate(40);

		assertThat(load.clients().get(0).ratePerSecond()).isCloseTo(30, within(0.001));
		assertThat(load.clients().get(1).ratePerSecond()).isCloseTo(10, within(0.001));
	}

	private static Rehearsal apply(Options options, String... arguments) {
		new CommandLine(options).parseArgs(arguments);
		return options.apply(options.rehearsal());
	}

	private static Load load() {
		RequestTemplate get = RequestTemplate.get("/");
		return Load.of(Clients.keepAlive(3, get).withRate(150), Clients.newConnections(2, get).withRate(50),
				Clients.keepAlive(1, get));
	}

	private static final class Options extends RehearsalOptions {

		private final Rehearsal rehearsal;

		private Options(List<String> command) {
			this.rehearsal = Rehearsal.of(PodCommand.of(command), load());
		}

		@Override
		protected Rehearsal rehearsal() {
			return this.rehearsal;
		}

	}

}

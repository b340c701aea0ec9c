package io.shutdownstarter.test;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What the kubelet does, and what goes wrong.
 */
final class KubeletOptions {

	@Option(names = "--real-grace", paramLabel = "SECONDS", converter = OptionValues.WholeSeconds.class,
			description = "the grace period that pods really have, whatever the manifest says, as with "
					+ "kubectl delete --grace-period (default: what follows from --grace and the scenario)")
	private @Nullable Duration realGrace;

	@Option(names = "--start-delay", paramLabel = "SECONDS", converter = OptionValues.Seconds.class,
			description = "the longest time from a deletion to the hook, drawn for each pod; real kubelets need "
					+ "up to 2 s (default: 0)")
	private @Nullable Duration startDelay;

	@Option(names = "--hook-fault", paramLabel = "FAULT", converter = OptionValues.OneFault.class,
			description = "what goes wrong on the hook's way: none, twice, refused, answered:STATUS by something "
					+ "between, or broken:SECONDS, after which a restarted kubelet calls again (default: none)")
	private @Nullable HookFault fault;

	@Option(names = "--readiness-probe", paramLabel = "SECONDS", converter = OptionValues.PositiveSeconds.class,
			description = "probes readiness with this period, also during a termination (default: no probe)")
	private @Nullable Duration readinessPeriod;

	@Option(names = "--liveness-probe", paramLabel = "SECONDS", converter = OptionValues.PositiveSeconds.class,
			description = "probes liveness with this period, and restarts a pod that fails it three times "
					+ "(default: no probe)")
	private @Nullable Duration livenessPeriod;

	@Option(names = "--node-shutdown", paramLabel = "SECONDS", converter = OptionValues.WholeSeconds.class,
			description = "what a node that is shut down has for its pods, in the scenario spot (default: 15)")
	private @Nullable Duration nodeShutdown;

	@Option(names = "--legacy-kubelet",
			description = "a kubelet of Kubernetes 1.25 or older: a slash more before the hook's path, "
					+ "none of its headers")
	private boolean legacy;

	Rehearsal apply(Rehearsal rehearsal) {
		Kubelet applied = rehearsal.kubelet();
		applied = (this.realGrace != null) ? applied.withGracePeriod(this.realGrace) : applied;
		applied = (this.startDelay != null) ? applied.withStartDelay(this.startDelay) : applied;
		applied = (this.fault != null) ? applied.withHookFault(this.fault) : applied;
		applied = (this.readinessPeriod != null)
				? applied.withReadinessProbe(probe(Probe.readiness(), this.readinessPeriod, rehearsal)) : applied;
		applied = (this.livenessPeriod != null)
				? applied.withLivenessProbe(probe(Probe.liveness(), this.livenessPeriod, rehearsal)) : applied;
		applied = (this.nodeShutdown != null) ? applied.withNodeShutdown(this.nodeShutdown) : applied;
		return rehearsal.withKubelet(this.legacy ? applied.withLegacy() : applied);
	}

	private static Probe probe(Probe probe, Duration period, Rehearsal rehearsal) {
		Probe applied = probe.withPeriod(period);
		return rehearsal.command().managementTls() ? applied.withTls() : applied;
	}

}

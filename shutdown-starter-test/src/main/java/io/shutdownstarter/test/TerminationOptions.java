package io.shutdownstarter.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What happens to the pods.
 */
final class TerminationOptions {

	@Option(names = "--scenario", paramLabel = "NAME", converter = OptionValues.OneScenario.class,
			description = "what happens to the pods, see below (default: rollout)")
	private @Nullable Scenario scenario;

	@Option(names = "--replicas", paramLabel = "N", converter = OptionValues.Count.class,
			description = "how many pods serve at a time (default: 3)")
	private @Nullable Integer replicas;

	@Option(names = "--hook", paramLabel = "HOOK", converter = OptionValues.OneHook.class,
			description = "the preStop hook: http (the starter's /actuator/prestop), http:/path, the same with https, "
					+ "sleep:SECONDS or none (default: http, or https with --management-tls)")
	private @Nullable Hook hook;

	@Option(names = "--hook-header", paramLabel = "NAME:VALUE", converter = OptionValues.NameAndValue.class,
			description = "one of the hook's httpHeaders, for example a token; may be repeated")
	private List<Map.Entry<String, String>> hookHeaders = new ArrayList<>();

	@Option(names = "--grace", paramLabel = "SECONDS", converter = OptionValues.WholeSeconds.class,
			description = "the manifest's terminationGracePeriodSeconds (default: 30)")
	private @Nullable Duration grace;

	@Option(names = "--propagation", paramLabel = "SECONDS", converter = OptionValues.FixedOrRandom.class,
			description = "the time from a pod's deletion to the removal of its endpoint: fixed, "
					+ "or random for each pod, for example 1-3 (default: 1)")
	private @Nullable Propagation propagation;

	@Option(names = "--entry", paramLabel = "ENTRY", converter = OptionValues.OneEntry.class,
			description = "how traffic gets to the pods: service (kube-proxy's rules, a pod for each connection), "
					+ "haproxy or nginx (a real one that must be installed, a pod for each request) (default: service)")
	private @Nullable Entry entry;

	@Option(names = "--seed", paramLabel = "N", converter = OptionValues.WholeNumber.class,
			description = "decides on all that is random; the same seed repeats it (default: 42)")
	private @Nullable Long seed;

	Rehearsal apply(Rehearsal rehearsal) {
		Rehearsal applied = rehearsal;
		applied = (this.scenario != null) ? applied.withScenario(this.scenario) : applied;
		applied = (this.replicas != null) ? applied.withReplicas(this.replicas) : applied;
		applied = applied.withHook(hook(applied.hook(), rehearsal.command().managementTls()));
		applied = (this.grace != null) ? applied.withGracePeriod(this.grace) : applied;
		applied = (this.propagation != null) ? applied.withPropagation(this.propagation) : applied;
		applied = (this.entry != null) ? applied.withEntry(this.entry) : applied;
		return (this.seed != null) ? applied.withSeed(this.seed) : applied;
	}

	// Another path or none does not make the headers wrong.
	private Hook hook(Hook before, boolean managementTls) {
		Hook same = (managementTls && before.path() != null) ? before.withTls() : before;
		Hook after = (this.hook != null) ? this.hook.withHeadersOf(before) : same;
		for (Map.Entry<String, String> header : this.hookHeaders) {
			after = after.withHeader(header.getKey(), header.getValue());
		}
		return after;
	}

}

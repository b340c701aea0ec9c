package io.shutdownstarter.test;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How much traffic there is, how long a rehearsal takes, and where its files go.
 */
final class TimeOptions {

	@Option(names = "--rate", paramLabel = "N", converter = OptionValues.PerSecond.class,
			description = "requests in a second, of all clients together " + "(default: 100 for requests of your own)")
	private @Nullable Double rate;

	@Option(names = "--client-timeout", paramLabel = "SECONDS", converter = OptionValues.PositiveSeconds.class,
			description = "how long a client waits for a connection, and for the next byte (default: 10)")
	private @Nullable Duration clientTimeout;

	@Option(names = "--warm-up", paramLabel = "SECONDS", converter = OptionValues.Seconds.class,
			description = "how long the traffic lasts before the first deletion (default: 3)")
	private @Nullable Duration warmUp;

	@Option(names = "--duration", paramLabel = "SECONDS", converter = OptionValues.Seconds.class,
			description = "how long the traffic lasts at least (default: until the last deleted pod is gone)")
	private @Nullable Duration duration;

	@Option(names = "--start-timeout", paramLabel = "SECONDS", converter = OptionValues.PositiveSeconds.class,
			description = "how long a pod may take to become ready (default: 120)")
	private @Nullable Duration startTimeout;

	@Option(names = "--directory", paramLabel = "FOLDER",
			description = "where the pods' output goes (default: a new folder, which is told)")
	private @Nullable Path directory;

	Rehearsal apply(Rehearsal rehearsal) {
		Rehearsal applied = rehearsal.withLoad(load(rehearsal.load()));
		applied = (this.warmUp != null) ? applied.withWarmUp(this.warmUp) : applied;
		applied = (this.duration != null) ? applied.withLeastDuration(this.duration) : applied;
		applied = (this.startTimeout != null) ? applied.withStartTimeout(this.startTimeout) : applied;
		return (this.directory != null) ? applied.withDirectory(this.directory) : applied;
	}

	private Load load(Load load) {
		Load applied = (this.clientTimeout != null) ? load.withTimeout(this.clientTimeout) : load;
		if (this.rate == null) {
			return applied;
		}
		Assert.isTrue(load.clients().stream().anyMatch((group) -> group.ratePerSecond() > 0),
				"--rate=" + this.rate + " does not go with --think: leave one of them out");
		return applied.withRate(this.rate);
	}

}

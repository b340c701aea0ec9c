package io.shutdownstarter;

import java.time.Duration;
import java.util.Locale;

/**
 * Times as people read them in the log.
 */
final class Seconds {

	private Seconds() {
	}

	static String of(Duration duration) {
		return ofNanos(duration.toNanos());
	}

	static String ofNanos(long nanos) {
		String text = String.format(Locale.ROOT, "%.2f", nanos / 1e9);
		return text.replaceAll("\\.?0+$", "") + " s";
	}

}

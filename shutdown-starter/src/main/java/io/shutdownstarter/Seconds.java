package io.shutdownstarter;

import java.math.BigDecimal;
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

	/**
	 * A time as it is written in a configuration.
	 * @param duration the time, of any length
	 * @return seconds with their unit
	 */
	static String setting(Duration duration) {
		BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
		return seconds.stripTrailingZeros().toPlainString() + "s";
	}

	static String ofNanos(long nanos) {
		String text = String.format(Locale.ROOT, "%.2f", nanos / 1e9);
		return text.replaceAll("\\.?0+$", "") + " s";
	}

}

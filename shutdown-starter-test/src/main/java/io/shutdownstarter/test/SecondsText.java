package io.shutdownstarter.test;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * Times as they are printed: seconds with a point, whatever the language of the machine.
 */
final class SecondsText {

	private SecondsText() {
	}

	// 1.2 s
	static String tenths(Duration time) {
		return number(time, 1) + " s";
	}

	// 1.23 s
	static String hundredths(Duration time) {
		return number(time, 2) + " s";
	}

	static String number(Duration time, int digits) {
		return BigDecimal.valueOf(time.toMillis(), 3).setScale(digits, RoundingMode.HALF_UP).toPlainString();
	}

}

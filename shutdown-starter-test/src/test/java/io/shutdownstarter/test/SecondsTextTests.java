package io.shutdownstarter.test;

import java.time.Duration;
import java.util.Locale;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SecondsText}.
 */
class SecondsTextTests {

	@Test
	void timesAreRoundedAndHaveAPointInEveryLanguage() {
		Locale before = Locale.getDefault();
		try {
			Locale.setDefault(Locale.GERMANY);

			assertThat(SecondsText.tenths(Duration.ofMillis(12_350))).isEqualTo("12.4 s");
			assertThat(SecondsText.hundredths(Duration.ofMillis(12_345))).isEqualTo("12.35 s");
			assertThat(SecondsText.number(Duration.ZERO, 1)).isEqualTo("0.0");
			assertThat(new TimelineEvent(Duration.ofMillis(900), "pod-1", TimelineEvent.Kind.READY, "ready"))
				.hasToString("   0.90 s  pod-1 ready");
		}
		finally {
			Locale.setDefault(before);
		}
	}

}

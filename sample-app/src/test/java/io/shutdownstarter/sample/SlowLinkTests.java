package io.shutdownstarter.sample;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SlowLink}. Time is a number.
 */
class SlowLinkTests {

	private final AtomicLong paused = new AtomicLong();

	private final AtomicLong longest = new AtomicLong();

	@ParameterizedTest
	@CsvSource({ "1000, 2500, 2.5", "1000, 1, 0.001", "3, 9, 3", "1000000, 10000000, 10" })
	void aTransferTakesAsLongAsItsBytes(int bytesPerSecond, int size, double seconds) throws IOException {
		byte[] content = new byte[size];
		content[size - 1] = 1;
		Duration expected = Duration.ofMillis(Math.round(seconds * 1000));
		ByteArrayOutputStream received = new ByteArrayOutputStream();
		try (OutputStream out = link(bytesPerSecond).slow(received)) {
			out.write(content);
		}
		assertThat(received.toByteArray()).isEqualTo(content);
		assertThat(pausedMillis()).isEqualTo(expected.toMillis());
		try (InputStream in = link(bytesPerSecond).slow(new ByteArrayInputStream(content))) {
			assertThat(in.readAllBytes()).isEqualTo(content);
		}
		assertThat(pausedMillis()).isEqualTo(expected.multipliedBy(2).toMillis());
	}

	@Test
	void noPauseIsLongerThanATenthOfASecond() throws IOException {
		link(1000).slow(OutputStream.nullOutputStream()).write(new byte[5000]);
		assertThat(Duration.ofNanos(this.longest.get())).isEqualTo(Duration.ofMillis(100));
	}

	@Test
	void withoutALimitTheStreamsAreTheServers() {
		InputStream in = InputStream.nullInputStream();
		OutputStream out = OutputStream.nullOutputStream();
		assertThat(SlowLink.of(0).slow(in)).isSameAs(in);
		assertThat(SlowLink.of(0).slow(out)).isSameAs(out);
	}

	@Test
	void aTransferThatIsGivenUpEndsAtOnce() {
		OutputStream out = link(1).slow(OutputStream.nullOutputStream());
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> out.write(new byte[100]));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(pausedMillis()).isEqualTo(1000);
	}

	private SlowLink link(int bytesPerSecond) {
		return new SlowLink(bytesPerSecond, (nanos) -> {
			this.paused.addAndGet(nanos);
			this.longest.accumulateAndGet(nanos, Math::max);
		});
	}

	// whole milliseconds, since a piece's time is cut to whole nanoseconds
	private long pausedMillis() {
		return Math.round(this.paused.get() / 1e6);
	}

}

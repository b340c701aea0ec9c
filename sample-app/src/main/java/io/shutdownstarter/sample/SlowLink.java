package io.shutdownstarter.sample;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Slows each transfer to and from the FTP server down, or does nothing. It pauses after
 * every piece for the time that the piece should have taken, so that a transfer is never
 * faster than it may be.
 */
final class SlowLink {

	private static final Log logger = LogFactory.getLog(SlowLink.class);

	/** Pauses of at most a tenth of a second look like a steady flow. */
	private static final int PIECES_PER_SECOND = 10;

	private final int bytesPerSecond;

	private final int piece;

	private final LongConsumer pauseNanos;

	SlowLink(int bytesPerSecond, LongConsumer pauseNanos) {
		this.bytesPerSecond = bytesPerSecond;
		this.piece = Math.max(1, bytesPerSecond / PIECES_PER_SECOND);
		this.pauseNanos = pauseNanos;
	}

	/**
	 * Make a link.
	 * @param bytesPerSecond the most that each transfer moves in a second, 0 for no limit
	 * @return the link
	 */
	static SlowLink of(int bytesPerSecond) {
		if (bytesPerSecond > 0) {
			logger.warn("Each transfer is slowed down to %d bytes/s, remove ftp.slow-link outside of demonstrations"
				.formatted(bytesPerSecond));
		}
		return new SlowLink(bytesPerSecond, LockSupport::parkNanos);
	}

	InputStream slow(InputStream in) {
		return (this.bytesPerSecond > 0) ? new SlowInput(in) : in;
	}

	OutputStream slow(OutputStream out) {
		return (this.bytesPerSecond > 0) ? new SlowOutput(out) : out;
	}

	private void pause(int bytes) throws InterruptedIOException {
		this.pauseNanos.accept(TimeUnit.SECONDS.toNanos(bytes) / this.bytesPerSecond);
		// an interrupted thread no longer pauses: the transfer was given up
		if (Thread.currentThread().isInterrupted()) {
			throw new InterruptedIOException("The transfer was interrupted");
		}
	}

	private final class SlowInput extends FilterInputStream {

		SlowInput(InputStream in) {
			super(in);
		}

		@Override
		public int read() throws IOException {
			int value = super.read();
			pause(1);
			return value;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int count = super.read(buffer, offset, Math.min(length, SlowLink.this.piece));
			pause(Math.max(0, count));
			return count;
		}

	}

	private final class SlowOutput extends FilterOutputStream {

		SlowOutput(OutputStream out) {
			super(out);
		}

		@Override
		public void write(int value) throws IOException {
			this.out.write(value);
			pause(1);
		}

		@Override
		public void write(byte[] buffer, int offset, int length) throws IOException {
			for (int done = 0; done < length; done += SlowLink.this.piece) {
				int count = Math.min(length - done, SlowLink.this.piece);
				this.out.write(buffer, offset + done, count);
				pause(count);
			}
		}

	}

}

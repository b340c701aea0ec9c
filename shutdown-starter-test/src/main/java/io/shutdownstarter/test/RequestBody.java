package io.shutdownstarter.test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * A request's body, sent in slices over some time, that knows whether it was sent to its
 * end.
 */
final class RequestBody extends AbstractHttpEntity {

	private final byte[] bytes;

	private final Duration transferTime;

	private boolean complete;

	RequestBody(byte[] bytes, Duration transferTime) {
		super(ContentType.APPLICATION_OCTET_STREAM, null);
		this.bytes = bytes;
		this.transferTime = transferTime;
	}

	boolean isComplete() {
		return this.complete;
	}

	@Override
	public void writeTo(OutputStream stream) throws IOException {
		Slices slices = new Slices(this.bytes.length, this.transferTime);
		for (int from = 0; from < this.bytes.length; from += slices.size()) {
			stream.write(this.bytes, from, Math.min(slices.size(), this.bytes.length - from));
			if (slices.areTimed()) {
				stream.flush();
				slices.pause();
			}
		}
		this.complete = true;
	}

	@Override
	public long getContentLength() {
		return this.bytes.length;
	}

	@Override
	public boolean isRepeatable() {
		return true;
	}

	@Override
	public boolean isStreaming() {
		return false;
	}

	@Override
	public InputStream getContent() {
		return new ByteArrayInputStream(this.bytes);
	}

	@Override
	public void close() {
		// nothing is held
	}

}

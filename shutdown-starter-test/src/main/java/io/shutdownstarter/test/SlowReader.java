package io.shutdownstarter.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads an answer in slices over some time.
 */
final class SlowReader {

	private SlowReader() {
	}

	static byte[] read(InputStream content, long length, Duration transferTime) throws IOException {
		Slices slices = new Slices((int) Math.min(length, Integer.MAX_VALUE), transferTime);
		if (!slices.areTimed()) {
			return content.readAllBytes();
		}
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		byte[] slice = content.readNBytes(slices.size());
		while (slice.length > 0) {
			all.writeBytes(slice);
			slices.pause();
			slice = content.readNBytes(slices.size());
		}
		return all.toByteArray();
	}

}

package io.shutdownstarter.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What the kubelet shows of a container that has ended, by the container's
 * {@code terminationMessagePolicy}.
 */
enum TerminationMessagePolicy {

	FILE,

	FALLBACK_TO_LOGS_ON_ERROR;

	private static final int MOST_OF_FILE = 4096;

	private static final int MOST_OF_LOG = 2048;

	String message(Path file, Path log, int exitCode) {
		try {
			String message = end(file, MOST_OF_FILE);
			boolean fallback = this == FALLBACK_TO_LOGS_ON_ERROR && message.isEmpty() && exitCode != 0;
			return fallback ? end(log, MOST_OF_LOG) : message;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String end(Path file, int most) throws IOException {
		byte[] bytes = Files.readAllBytes(file);
		return new String(Arrays.copyOfRange(bytes, Math.max(0, bytes.length - most), bytes.length),
				StandardCharsets.UTF_8);
	}

}

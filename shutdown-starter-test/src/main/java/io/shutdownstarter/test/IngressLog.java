package io.shutdownstarter.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What an ingress says it did with each request. The client cannot be told by a header:
 * an answer that was cut or never came has none.
 */
final class IngressLog {

	/** Tells the lines of requests from others: request, id, address, status, state. */
	static final String PREFIX = "request ";

	private static final int FIELDS = 5;

	private final Map<String, Line> lines = new HashMap<>();

	private IngressLog() {
	}

	static IngressLog read(Path file) {
		IngressLog log = new IngressLog();
		try (Stream<String> lines = Files.lines(file)) {
			lines.filter((line) -> line.startsWith(PREFIX))
				.map((line) -> line.split(" "))
				// the last line may be on its way
				.filter((fields) -> fields.length == FIELDS)
				.forEach((fields) -> log.lines.put(fields[1], Line.of(fields[2], fields[3], fields[4])));
			return log;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The log of the ingress cannot be read", ex);
		}
	}

	boolean has(Collection<String> ids) {
		return this.lines.keySet().containsAll(ids);
	}

	@Nullable Line line(String id) {
		return this.lines.get(id);
	}

	/**
	 * What was done with a request.
	 *
	 * @param port the port of the pod that it was sent to, zero if it was sent to none
	 * @param answered whether the answer is the pod's own
	 * @param reason why there is none
	 */
	record Line(int port, boolean answered, String reason) {

		private static Line of(String address, String podStatus, String state) {
			String port = address.substring(address.lastIndexOf(':') + 1);
			boolean sent = !port.equals("-");
			return new Line(sent ? Integer.parseInt(port) : 0, !podStatus.equals("-"),
					sent ? reason(state) : "no endpoint was ready");
		}

		// the letters are HAProxy's
		private static String reason(String state) {
			return switch (state.charAt(state.length() - 1)) {
				case 'C' -> "it could not connect to the pod";
				case 'H' -> "its connection to the pod ended before an answer";
				default -> "its session ended in the state " + state;
			};
		}

	}

}

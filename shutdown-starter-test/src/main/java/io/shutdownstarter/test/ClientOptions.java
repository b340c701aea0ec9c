package io.shutdownstarter.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Who sends the requests, and how often.
 */
final class ClientOptions {

	// One every 10 ms, and so some at every moment of a termination.
	private static final double DEFAULT_RATE = 100;

	// Each has one request at a time: enough for the rate at 200 ms a request.
	private static final int DEFAULT_CLIENTS = 20;

	@Option(names = "--clients", paramLabel = "N", converter = OptionValues.Count.class,
			description = "how many clients, each with one request at a time (default: " + DEFAULT_CLIENTS + ")")
	private int clients = DEFAULT_CLIENTS;

	@Option(names = "--connections", paramLabel = "KIND",
			description = "keep-alive, new (one for each request) or both, half of the clients each (default: both)",
			converter = ConnectionsValue.class)
	private Connections connections = Connections.BOTH;

	@Option(names = "--think", paramLabel = "SECONDS", converter = OptionValues.PositiveSeconds.class,
			description = "how long a client pauses between an answer and its next request, on average, "
					+ "in place of a rate")
	private @Nullable Duration think;

	@Option(names = "--tls", description = "the application's port speaks TLS, with whatever certificate")
	private boolean tls;

	Load load(List<RequestTemplate> requests) {
		int fresh = switch (this.connections) {
			case KEEP_ALIVE -> 0;
			case NEW -> this.clients;
			case BOTH -> this.clients / 2;
		};
		List<Clients> groups = new ArrayList<>();
		if (fresh < this.clients) {
			groups.add(paced(new Clients(this.clients - fresh, true, DEFAULT_RATE, Duration.ZERO, requests)));
		}
		if (fresh > 0) {
			groups.add(paced(new Clients(fresh, false, DEFAULT_RATE, Duration.ZERO, requests)));
		}
		Load load = Load.of(groups.toArray(Clients[]::new));
		return this.tls ? load.withTls() : load;
	}

	private Clients paced(Clients group) {
		return (this.think != null) ? group.withThinkTime(this.think)
				: group.withRate(DEFAULT_RATE * group.count() / this.clients);
	}

	/**
	 * What clients do with their connections.
	 */
	private enum Connections {

		BOTH, KEEP_ALIVE, NEW

	}

	/**
	 * Reads what clients do with their connections.
	 */
	static final class ConnectionsValue extends OptionValue<Connections> {

		ConnectionsValue() {
			super("use keep-alive, new or both");
		}

		@Override
		Connections read(String text) {
			return switch (text) {
				case "both" -> Connections.BOTH;
				case "keep-alive" -> Connections.KEEP_ALIVE;
				case "new" -> Connections.NEW;
				default -> throw new IllegalArgumentException(text);
			};
		}

	}

}

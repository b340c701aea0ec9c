package io.shutdownstarter.test;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;

import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of one client, one at a time, each with an honest outcome. For use
 * by one thread.
 */
final class RequestSender implements Closeable {

	private final Target target;

	private final boolean keepAlive;

	private @Nullable ClientConnection connection;

	RequestSender(Target target, boolean keepAlive) {
		this.target = target;
		this.keepAlive = keepAlive;
	}

	// Blocks until the request has ended, one way or the other. What a careful client
	// re-tries is re-tried
	// once, on a new connection, and shows as such.
	Outcome send(PreparedRequest request) throws InterruptedIOException {
		String label = request.template().method() + " " + request.path();
		Attempt first = attempt(request, request.id());
		boolean retry = first.unanswered() && first.reused() && request.template().isIdempotent();
		Attempt second = retry ? attempt(request, request.id() + ".2") : null;
		if (!this.keepAlive) {
			close();
		}
		return new Outcome(label, first, second);
	}

	private Attempt attempt(PreparedRequest request, String id) throws InterruptedIOException {
		long started = this.target.nanoClock().getAsLong();
		RequestBody body = new RequestBody(request.body().bytes(), request.template().transferTime());
		ClientConnection current = null;
		boolean reused = false;
		long received = 0;
		try {
			current = connect();
			reused = current.isReused();
			received = current.bytesReceived();
			Exchange exchange = current.exchange(request, id, body);
			String problem = problem(request.template(), exchange);
			LossCause cause = cause(request.template(), exchange, problem);
			return ended(current, id, started, reused, exchange.status(), cause, (problem != null) ? problem : "");
		}
		catch (IOException | HttpException ex) {
			LossCause cause = cause(ex, current, received, body, reused);
			close();
			return ended(current, id, started, reused, 0, cause, ex.toString());
		}
	}

	private ClientConnection connect() throws IOException {
		if (this.connection == null || !this.connection.isUsable()) {
			close();
			this.connection = ClientConnection.open(this.target);
		}
		return this.connection;
	}

	private static @Nullable String problem(RequestTemplate template, Exchange exchange) {
		if (!template.expects(exchange.status())) {
			return "status " + exchange.status();
		}
		try {
			return template.check().problem(exchange);
		}
		catch (RuntimeException ex) {
			return "the check failed: " + ex;
		}
	}

	private static @Nullable LossCause cause(RequestTemplate template, Exchange exchange, @Nullable String problem) {
		if (problem == null) {
			return null;
		}
		return template.expects(exchange.status()) ? LossCause.WRONG_CONTENT : LossCause.UNEXPECTED_STATUS;
	}

	private static LossCause cause(Exception ex, @Nullable ClientConnection used, long received, RequestBody body,
			boolean reused) throws InterruptedIOException {
		if (ex instanceof SocketTimeoutException) {
			return LossCause.TIMEOUT;
		}
		if (ex instanceof InterruptedIOException interrupted) {
			throw interrupted;
		}
		if (used == null) {
			return LossCause.NEW_CONNECTION_REFUSED;
		}
		if (used.bytesReceived() > received) {
			return LossCause.CUT_IN_ANSWER;
		}
		if (body.getContentLength() > 0 && !body.isComplete()) {
			return LossCause.CUT_WHILE_UPLOADING;
		}
		return reused ? LossCause.KEEP_ALIVE_TRAP : LossCause.NEW_CONNECTION_REFUSED;
	}

	private Attempt ended(@Nullable ClientConnection used, String id, long started, boolean reused, int status,
			@Nullable LossCause cause, String detail) {
		String pod = (used != null) ? this.target.pods().podOf(used.localPort()) : null;
		return new Attempt(id, pod, started, this.target.nanoClock().getAsLong(), reused, status, cause, detail);
	}

	@Override
	public void close() {
		ClientConnection old = this.connection;
		this.connection = null;
		if (old == null) {
			return;
		}
		try {
			old.close();
		}
		catch (IOException ex) {
			// it was to be gone, and is
			return;
		}
	}

	/**
	 * Where requests are sent.
	 *
	 * @param port the service's port on loopback
	 * @param timeout for a connection, and for the next byte
	 * @param tls whether the service speaks TLS
	 * @param nanoClock the rehearsal's clock
	 * @param pods tells which pod a connection led to
	 */
	record Target(int port, Duration timeout, boolean tls, LongSupplier nanoClock, PodOfPort pods) {

		Target(int port, Duration timeout, LongSupplier nanoClock, PodOfPort pods) {
			this(port, timeout, false, nanoClock, pods);
		}

	}

	/**
	 * Tells which pod the connection from a client's port led to.
	 */
	@FunctionalInterface
	interface PodOfPort {

		@Nullable String podOf(int clientPort);

	}

}

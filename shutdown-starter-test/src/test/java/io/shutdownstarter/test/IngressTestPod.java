package io.shutdownstarter.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A server that answers with its name: at once, at {@code /held} when it is released, at
 * {@code /cut} by closing the connection.
 */
final class IngressTestPod implements AutoCloseable {

	private final String name;

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Set<Integer> connections = ConcurrentHashMap.newKeySet();

	private final CountDownLatch held = new CountDownLatch(1);

	private final CountDownLatch released = new CountDownLatch(1);

	IngressTestPod(String name) throws IOException {
		this.name = name;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
		this.server.createContext("/", this::answer);
		this.server.createContext("/cut", HttpExchange::close);
		this.server.createContext("/held", this::hold);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	Endpoint endpoint() {
		return new Endpoint(this.name, this.server.getAddress().getPort());
	}

	// How many connections have carried a request.
	int connections() {
		return this.connections.size();
	}

	void awaitHeld() throws InterruptedException {
		if (!this.held.await(10, TimeUnit.SECONDS)) {
			throw new AssertionError("no request came to /held");
		}
	}

	void release() {
		this.released.countDown();
	}

	private void hold(HttpExchange exchange) throws IOException {
		try {
			this.held.countDown();
			this.released.await();
			answer(exchange);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.connections.add(exchange.getRemoteAddress().getPort());
		byte[] answer = this.name.getBytes(StandardCharsets.US_ASCII);
		exchange.sendResponseHeaders(200, answer.length);
		exchange.getResponseBody().write(answer);
		exchange.close();
	}

	@Override
	public void close() {
		release();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}

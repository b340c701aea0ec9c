package io.shutdownstarter.test;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

import com.sun.net.httpserver.HttpServer;

/**
 * Where a hook goes in place of the pod: a port at which nobody listens, or somebody else
 * who answers.
 */
final class HookDetour implements Closeable {

	private final int port;

	private final Closeable place;

	private HookDetour(int port, Closeable place) {
		this.port = port;
		this.place = place;
	}

	// Where such a hook goes.
	static HookDetour of(HookFault fault) throws IOException {
		Assert.state(fault.keepsFromPod(), () -> fault + " goes to the pod");
		return (fault.kind() == HookFault.Kind.REFUSED) ? refusing() : answering(fault.status());
	}

	// a port that is bound is nobody else's meanwhile
	private static HookDetour refusing() throws IOException {
		Socket bound = new Socket();
		bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		return new HookDetour(bound.getLocalPort(), bound);
	}

	private static HookDetour answering(int status) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(status, -1);
			exchange.close();
		});
		server.start();
		return new HookDetour(server.getAddress().getPort(), () -> server.stop(0));
	}

	int port() {
		return this.port;
	}

	@Override
	public void close() throws IOException {
		this.place.close();
	}

}

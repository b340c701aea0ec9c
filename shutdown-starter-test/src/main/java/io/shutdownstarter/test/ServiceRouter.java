package io.shutdownstarter.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The address of a service, with kube-proxy's rules: each new connection goes to one of
 * the endpoints in the set; a removed endpoint gets no new connection, and its
 * established ones live on. One thread moves all bytes.
 */
final class ServiceRouter implements Router {

	static final String THREAD = "rehearsal-router";

	/**
	 * Far more than closing a few hundred sockets takes.
	 */
	private static final long CLOSE_MILLIS = 5000;

	private final Selector selector;

	private final ServerSocketChannel listener;

	private final Map<Endpoint, EndpointState> endpoints = new ConcurrentHashMap<>();

	private final Map<Integer, String> podOfPort = new ConcurrentHashMap<>();

	private final SplittableRandom random;

	private final Thread thread;

	private volatile boolean closed;

	private ServiceRouter(long seed) throws IOException {
		this.selector = Selector.open();
		this.listener = ServerSocketChannel.open();
		this.listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
		this.listener.configureBlocking(false);
		this.listener.register(this.selector, SelectionKey.OP_ACCEPT);
		this.random = new SplittableRandom(seed);
		this.thread = new Thread(this::route, THREAD);
		this.thread.setDaemon(true);
	}

	static ServiceRouter start(long seed) throws IOException {
		ServiceRouter router = new ServiceRouter(seed);
		router.thread.start();
		return router;
	}

	@Override
	public int port() {
		return this.listener.socket().getLocalPort();
	}

	@Override
	public void set(Endpoint endpoint, EndpointState state) {
		this.endpoints.put(endpoint, state);
	}

	@Override
	public void forget(Endpoint endpoint) {
		this.endpoints.remove(endpoint);
	}

	@Override
	public @Nullable String podOf(int clientPort) {
		return this.podOfPort.get(clientPort);
	}

	@Override
	public void close() {
		this.closed = true;
		this.selector.wakeup();
		try {
			this.thread.join(CLOSE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void route() {
		try (this.selector; this.listener) {
			while (!this.closed) {
				this.selector.select(this::handle);
			}
			for (SelectionKey key : this.selector.keys()) {
				key.channel().close();
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("The router's selector failed", ex);
		}
	}

	private void handle(SelectionKey key) {
		if (key.attachment() instanceof RoutedConnection connection) {
			connection.handle(key);
		}
		else {
			accept();
		}
	}

	private void accept() {
		try {
			SocketChannel client = this.listener.accept();
			if (client != null) {
				dispatch(client);
			}
		}
		catch (IOException ex) {
			// the client went away before it was accepted: nobody is left to be told
			this.closed = this.closed || !this.listener.isOpen();
		}
	}

	private void dispatch(SocketChannel client) throws IOException {
		Endpoint endpoint = pick();
		this.podOfPort.put(client.socket().getPort(), (endpoint != null) ? endpoint.pod() : NO_POD);
		if (endpoint == null) {
			reset(client);
			return;
		}
		RoutedConnection.open(this.selector, client, endpoint);
	}

	private @Nullable Endpoint pick() {
		Endpoint ready = pick(EndpointState.READY);
		return (ready != null) ? ready : pick(EndpointState.TERMINATING);
	}

	private @Nullable Endpoint pick(EndpointState state) {
		// in an order of its own, so that the seed alone decides
		Endpoint[] current = this.endpoints.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() == state)
			.map(Map.Entry::getKey)
			.sorted(Comparator.comparingInt(Endpoint::port))
			.toArray(Endpoint[]::new);
		return (current.length > 0) ? current[this.random.nextInt(current.length)] : null;
	}

	// Closes with RST, which is what a refused connection looks like behind an address
	// translation.
	static void reset(SocketChannel channel) {
		try (channel) {
			channel.setOption(StandardSocketOptions.SO_LINGER, 0);
		}
		catch (IOException ex) {
			// the peer was faster: the connection is as gone as it was to be
			return;
		}
	}

}

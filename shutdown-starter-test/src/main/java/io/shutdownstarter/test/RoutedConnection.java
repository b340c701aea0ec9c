package io.shutdownstarter.test;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One routed connection: two {@link Flow flows} between a client and a pod. The end of a
 * flow (FIN) and the death of a side (RST) are passed on at once.
 */
final class RoutedConnection {

	private final SelectionKey client;

	private final SelectionKey pod;

	private final Flow request;

	private final Flow response;

	private RoutedConnection(Selector selector, SocketChannel client, SocketChannel pod) throws IOException {
		this.request = new Flow(client, pod);
		this.response = new Flow(pod, client);
		this.client = client.register(selector, 0);
		this.pod = pod.register(selector, SelectionKey.OP_CONNECT);
		this.client.attach(this);
		this.pod.attach(this);
	}

	// Begins to connect; does not block. A pod that refuses resets the client.
	static void open(Selector selector, SocketChannel client, Endpoint endpoint) throws IOException {
		SocketChannel pod = SocketChannel.open();
		try {
			client.configureBlocking(false);
			client.setOption(StandardSocketOptions.TCP_NODELAY, true);
			pod.configureBlocking(false);
			pod.setOption(StandardSocketOptions.TCP_NODELAY, true);
			boolean connected = pod.connect(endpoint.address());
			RoutedConnection connection = new RoutedConnection(selector, client, pod);
			if (connected) {
				connection.awaitBytes();
			}
		}
		catch (IOException ex) {
			ServiceRouter.reset(client);
			pod.close();
		}
	}

	void handle(SelectionKey key) {
		if (!key.isValid()) {
			return;
		}
		try {
			if (key.isConnectable()) {
				channel(this.pod).finishConnect();
			}
			else {
				move();
			}
			awaitBytes();
		}
		catch (IOException ex) {
			die();
		}
	}

	private void move() throws IOException {
		this.request.move();
		this.response.move();
	}

	private void awaitBytes() throws IOException {
		if (this.request.passedOn() && this.response.passedOn()) {
			this.client.channel().close();
			this.pod.channel().close();
			return;
		}
		this.client.interestOps(interest(this.request, this.response));
		this.pod.interestOps(interest(this.response, this.request));
	}

	private static int interest(Flow outgoing, Flow incoming) {
		return (outgoing.wantsToRead() ? SelectionKey.OP_READ : 0)
				| (incoming.wantsToWrite() ? SelectionKey.OP_WRITE : 0);
	}

	// One side is gone. What it had sent before may still be in our buffers and the
	// kernel's: the other
	// side gets it before it gets the RST.
	private void die() {
		this.request.moveRest();
		this.response.moveRest();
		ServiceRouter.reset(channel(this.client));
		ServiceRouter.reset(channel(this.pod));
	}

	private static SocketChannel channel(SelectionKey key) {
		return (SocketChannel) key.channel();
	}

}

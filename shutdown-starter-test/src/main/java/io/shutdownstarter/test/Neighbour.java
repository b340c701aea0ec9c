package io.shutdownstarter.test;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A container beside the application's, such as the proxy of a database or a mesh: it
 * hands on what it gets to another port on loopback. When it is gone, its connections
 * break, and new ones are refused.
 */
final class Neighbour implements AutoCloseable {

	private final ServerSocket listener;

	private final int target;

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	private Neighbour(ServerSocket listener, int target) {
		this.listener = listener;
		this.target = target;
	}

	static Neighbour start(int target) throws IOException {
		Neighbour neighbour = new Neighbour(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
		daemon(neighbour::serve);
		return neighbour;
	}

	int port() {
		return this.listener.getLocalPort();
	}

	private void serve() {
		try {
			while (true) {
				Socket client = remember(this.listener.accept());
				daemon(() -> handOn(client));
			}
		}
		catch (IOException ex) {
			close();
		}
	}

	private void handOn(Socket client) {
		try (client; Socket server = remember(new Socket(InetAddress.getLoopbackAddress(), this.target))) {
			Thread back = daemon(() -> copy(server, client));
			copy(client, server);
			back.join();
			this.open.remove(server);
		}
		catch (IOException | InterruptedException ex) {
			// the target is not there: the client sees its connection end
			return;
		}
		finally {
			this.open.remove(client);
		}
	}

	private static void copy(Socket from, Socket to) {
		try {
			from.getInputStream().transferTo(to.getOutputStream());
			to.shutdownOutput();
		}
		catch (IOException ex) {
			end(from);
			end(to);
		}
	}

	private Socket remember(Socket socket) throws IOException {
		this.open.add(socket);
		if (this.listener.isClosed()) {
			socket.close();
		}
		return socket;
	}

	private static void end(Closeable socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Thread daemon(Runnable task) {
		Thread thread = new Thread(task, "rehearsal-neighbour");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	@Override
	public void close() {
		end(this.listener);
		this.open.forEach(Neighbour::end);
	}

}

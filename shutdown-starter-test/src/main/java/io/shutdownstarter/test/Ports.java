package io.shutdownstarter.test;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Free ports for pods. A pod binds its port seconds after it was chosen, while the
 * clients open a hundred connections a second: a port from the range that the system
 * gives to those would be taken meanwhile now and then.
 */
final class Ports {

	private static final int FIRST = 20_000;

	private static final int COUNT = 10_000;

	// the golden section of the range: JVMs that start one after the other begin far
	// apart
	private static final AtomicInteger next = new AtomicInteger((int) (ProcessHandle.current().pid() * 6180 % COUNT));

	private Ports() {
	}

	static int free() {
		for (int i = 0; i < COUNT; i++) {
			int port = FIRST + Math.floorMod(next.getAndIncrement(), COUNT);
			if (isFree(port)) {
				return port;
			}
		}
		throw new IllegalStateException("No port from " + FIRST + " to " + (FIRST + COUNT - 1) + " is free");
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port)) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

}

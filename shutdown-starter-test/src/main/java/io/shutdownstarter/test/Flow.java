package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * One direction of a routed connection. It reads no more than its buffer holds, so a slow
 * reader slows its writer down, as on a direct connection.
 */
final class Flow {

	private static final int BUFFER_SIZE = 16 * 1024;

	private final SocketChannel from;

	private final SocketChannel to;

	private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);

	private boolean ended;

	private boolean passedOn;

	Flow(SocketChannel from, SocketChannel to) {
		this.from = from;
		this.to = to;
	}

	// Moves what can be moved now; does not block.
	boolean move() throws IOException {
		int read = wantsToRead() ? this.from.read(this.buffer) : 0;
		this.ended = this.ended || read < 0;
		int written = wantsToWrite() ? write() : 0;
		if (this.ended && !this.passedOn && !wantsToWrite()) {
			this.to.shutdownOutput();
			this.passedOn = true;
		}
		return read > 0 || written > 0;
	}

	private int write() throws IOException {
		this.buffer.flip();
		try {
			return this.to.write(this.buffer);
		}
		finally {
			this.buffer.compact();
		}
	}

	// Moves what is left after one of the sides has died.
	void moveRest() {
		try {
			boolean moved = this.from.isConnected() && this.to.isConnected();
			while (moved) {
				moved = move();
			}
		}
		catch (IOException ex) {
			// this is the side that died
			this.ended = true;
		}
	}

	boolean wantsToRead() {
		return !this.ended && this.buffer.hasRemaining();
	}

	boolean wantsToWrite() {
		return this.buffer.position() > 0;
	}

	// Whether all bytes and the end have been passed on.
	boolean passedOn() {
		return this.passedOn;
	}

}

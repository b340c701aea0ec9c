package io.shutdownstarter.servlet;

import java.io.IOException;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The output of an asynchronous request, which ends when a write has failed.
 */
final class WatchedStream extends ServletOutputStream {

	private final ServletOutputStream stream;

	private final HttpServletRequest request;

	WatchedStream(ServletOutputStream stream, HttpServletRequest request) {
		this.stream = stream;
		this.request = request;
	}

	@Override
	public void write(int b) throws IOException {
		watch(() -> this.stream.write(b));
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		watch(() -> this.stream.write(bytes, offset, length));
	}

	// encoded by the server
	@Override
	public void print(String text) throws IOException {
		watch(() -> this.stream.print(text));
	}

	@Override
	public void flush() throws IOException {
		watch(this.stream::flush);
	}

	@Override
	public void close() throws IOException {
		watch(this.stream::close);
	}

	@Override
	public boolean isReady() {
		return this.stream.isReady();
	}

	@Override
	public void setWriteListener(WriteListener listener) {
		this.stream.setWriteListener(listener);
	}

	private void watch(Write write) throws IOException {
		try {
			write.run();
		}
		catch (IOException ex) {
			VanishedClient.end(this.request);
			throw ex;
		}
	}

	/**
	 * What may fail.
	 */
	private interface Write {

		void run() throws IOException;

	}

}

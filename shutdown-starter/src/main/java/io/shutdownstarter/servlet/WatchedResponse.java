package io.shutdownstarter.servlet;

import java.io.IOException;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.shutdownstarter.Termination;

/**
 * Notices also that a write has failed, on a server that lets an asynchronous request go
 * on after its client has gone.
 */
final class WatchedResponse extends ClosingResponse {

	WatchedResponse(HttpServletResponse response, HttpServletRequest request, Termination termination) {
		super(response, request, termination);
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		ServletOutputStream stream = super.getOutputStream();
		return request().isAsyncStarted() ? new WatchedStream(stream, request()) : stream;
	}

	@Override
	public void flushBuffer() throws IOException {
		try {
			super.flushBuffer();
		}
		catch (IOException ex) {
			VanishedClient.end(request());
			throw ex;
		}
	}

}

package io.shutdownstarter.servlet;

import java.io.IOException;
import java.io.PrintWriter;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import io.shutdownstarter.Termination;
import io.shutdownstarter.TerminationPhase;

/**
 * Asks HTTP/1.x clients to leave from the first signal on. The signal may come while the
 * application works on an answer, and Spring MVC sends an answer off as soon as it is
 * written; so this looks again at the last moment, when the application begins to write.
 */
final class ClosingResponse extends HttpServletResponseWrapper {

	private final Termination termination;

	private final boolean keptConnection;

	ClosingResponse(HttpServletResponse response, String protocol, Termination termination) {
		super(response);
		this.termination = termination;
		// RFC 9113 forbids the header in HTTP/2
		this.keptConnection = protocol.startsWith("HTTP/1");
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		askToLeave();
		return super.getOutputStream();
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		askToLeave();
		return super.getWriter();
	}

	@Override
	public void sendRedirect(String location) throws IOException {
		askToLeave();
		super.sendRedirect(location);
	}

	@Override
	public void flushBuffer() throws IOException {
		askToLeave();
		super.flushBuffer();
	}

	/**
	 * Sets the header if a termination has begun and it is not too late. An upgraded
	 * connection needs the header for itself.
	 */
	void askToLeave() {
		if (this.keptConnection && this.termination.phase() != TerminationPhase.SERVING && !isCommitted()
				&& getStatus() != SC_SWITCHING_PROTOCOLS) {
			setHeader("Connection", "close");
		}
	}

}

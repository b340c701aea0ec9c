package io.shutdownstarter.servlet;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import io.shutdownstarter.Termination;
import io.shutdownstarter.TerminationPhase;

/**
 * Asks HTTP/1.x clients to leave from the first signal on. The signal may come while the
 * application works on an answer, and Spring MVC sends an answer off as soon as it is
 * written; so this looks again at the last moment, when the application begins to write.
 */
class ClosingResponse extends HttpServletResponseWrapper {

	// two references are all that fits into the 24 bytes which this costs each request
	private final HttpServletRequest request;

	private final Termination termination;

	ClosingResponse(HttpServletResponse response, HttpServletRequest request, Termination termination) {
		super(response);
		this.request = request;
		this.termination = termination;
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		beginBody();
		return super.getOutputStream();
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		beginBody();
		return super.getWriter();
	}

	@Override
	public void sendRedirect(String location) throws IOException {
		askToLeave();
		super.sendRedirect(location);
	}

	@Override
	public void flushBuffer() throws IOException {
		beginBody();
		super.flushBuffer();
	}

	/**
	 * Sets the header if a termination has begun and it is not too late.
	 */
	void askToLeave() {
		if (isToClose()) {
			setHeader("Connection", "close");
		}
	}

	/**
	 * The request that is answered.
	 * @return the request as the server has given it
	 */
	HttpServletRequest request() {
		return this.request;
	}

	// with that header an answer whose length nobody knows would have no end but that of
	// its connection, and nobody could tell whether it was cut
	private void beginBody() {
		if (isToClose()) {
			setHeader("Connection", "close");
			if (!containsHeader("Content-Length") && mayBeChunked()) {
				chunk();
			}
		}
	}

	// Tomcat and Jetty send chunks if there may be trailers. Undertow does not, and
	// counts
	// no length either if there may be some: it does as the header says, which the others
	// want to write themselves
	private void chunk() {
		if (isOnUndertow()) {
			setHeader("Transfer-Encoding", "chunked");
		}
		else if (getTrailerFields() == null) {
			setTrailerFields(Map::of);
		}
	}

	private boolean isOnUndertow() {
		String server = this.request.getServletContext().getServerInfo();
		return server != null && server.startsWith("Undertow");
	}

	// RFC 9113 forbids the header in HTTP/2; an upgraded connection needs it for itself
	private boolean isToClose() {
		return this.termination.phase() != TerminationPhase.SERVING && !isCommitted()
				&& getStatus() != SC_SWITCHING_PROTOCOLS && this.request.getProtocol().startsWith("HTTP/1");
	}

	private boolean mayBeChunked() {
		return this.request.getProtocol().equals("HTTP/1.1") && !this.request.getMethod().equals("HEAD")
				&& switch (getStatus()) {
					case SC_NO_CONTENT, SC_RESET_CONTENT, SC_NOT_MODIFIED -> false;
					default -> true;
				};
	}

}

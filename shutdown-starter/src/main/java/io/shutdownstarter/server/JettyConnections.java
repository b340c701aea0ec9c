package io.shutdownstarter.server;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's {@code HTTP2Session.shutdown()} sends the right frame, but also the one that
 * names the last stream as soon as no stream is open, which for a client with one request
 * at a time is at once; whatever that client has sent meanwhile is dropped. So the frame
 * alone is sent, past the state of the session.
 */
final class JettyConnections implements ServerConnections {

	private final Server server;

	private JettyConnections(Server server) {
		this.server = server;
	}

	static ServerConnections of(Object server) {
		return (server instanceof Server jetty) ? new JettyConnections(jetty) : NONE;
	}

	@Override
	public List<OpenConnection> open() {
		List<OpenConnection> open = new ArrayList<>();
		for (Connector connector : this.server.getConnectors()) {
			for (EndPoint endPoint : connector.getConnectedEndPoints()) {
				if (http(endPoint.getConnection()) instanceof HTTP2Connection connection
						&& connection instanceof ConnectionMetaData named
						&& connection.getSession().getStreamsOpened() > 0) {
					HTTP2Session session = connection.getSession();
					open.add(new OpenConnection(named.getId(), () -> session.getStreams().isEmpty(),
							() -> tell(session)));
				}
			}
		}
		return open;
	}

	@Override
	public @Nullable String connectionOf(Object request) {
		return ServletRequests.http2Connection(request);
	}

	private static @Nullable Connection http(@Nullable Connection connection) {
		return (connection instanceof SslConnection ssl) ? ssl.getSslEndPoint().getConnection() : connection;
	}

	// of a session that is being closed, a last stream has been named, which must not
	// grow again
	private static void tell(HTTP2Session session) {
		if (!session.isClosed()) {
			session.frames(null, List.of(GoAwayFrame.GRACEFUL), Callback.NOOP);
		}
	}

}

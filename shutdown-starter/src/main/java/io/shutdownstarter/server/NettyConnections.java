package io.shutdownstarter.server;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2StreamChannel;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServer;

/**
 * Reactor Netty knows its connections by the group that Boot gives it for its own stop.
 * At that stop it names the last stream only to those that have had no GOAWAY at all,
 * hence the last call.
 */
final class NettyConnections implements ServerConnections {

	private static final int ALL_STREAMS = Integer.MAX_VALUE;

	private final HttpServer server;

	private NettyConnections(HttpServer server) {
		this.server = server;
	}

	static ServerConnections of(Object server) {
		return (server instanceof HttpServer netty) ? new NettyConnections(netty) : NONE;
	}

	@Override
	public List<OpenConnection> open() {
		return connections().stream()
			.map((connection) -> new OpenConnection(id(connection), () -> isIdle(connection),
					() -> goAway(connection, ALL_STREAMS)))
			.toList();
	}

	@Override
	public @Nullable String connectionOf(Object request) {
		return (request instanceof Connection connection && connection.channel() instanceof Http2StreamChannel stream)
				? id(stream.parent()) : null;
	}

	@Override
	public void lastCall() {
		connections().forEach((connection) -> goAway(connection, 0));
	}

	private Set<Channel> connections() {
		Set<Channel> connections = new LinkedHashSet<>();
		ChannelGroup group = this.server.configuration().channelGroup();
		if (group != null) {
			for (Channel channel : group) {
				// up to Reactor Netty 1.2.7 there are only the streams, so that an idle
				// connection is not known there
				Channel connection = (channel instanceof Http2StreamChannel stream) ? stream.parent() : channel;
				if (connection.pipeline().get(Http2FrameCodec.class) != null) {
					connections.add(connection);
				}
			}
		}
		return connections;
	}

	// read by a thread of ours: an answer that is not new costs another look
	private static boolean isIdle(Channel connection) {
		Http2FrameCodec codec = connection.pipeline().get(Http2FrameCodec.class);
		return codec == null || codec.connection().numActiveStreams() == 0;
	}

	private static String id(Channel connection) {
		return connection.id().asLongText();
	}

	@SuppressWarnings("FutureReturnValueIgnored") // a connection that has broken needs no
													// notice
	private static void goAway(Channel connection, int furtherStreams) {
		connection.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR).setExtraStreamIds(furtherStreams));
	}

}

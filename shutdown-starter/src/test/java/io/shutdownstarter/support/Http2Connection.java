package io.shutdownstarter.support;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2FrameWriter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection to a server, frame by frame. Never tries again, hides nothing and
 * obeys nothing: a stream that is sent after a GOAWAY is sent, which real clients refuse.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a frame that is not sent has no answer
public final class Http2Connection implements AutoCloseable {

	/**
	 * Long enough for every answer; tests fail by it, and never pass by it.
	 */
	private static final int PATIENCE_SECONDS = 30;

	private static final EventLoopGroup THREADS = new MultiThreadIoEventLoopGroup(1,
			new DefaultThreadFactory("http2-client", true), NioIoHandler.newFactory());

	private final int port;

	private final boolean tls;

	private final Frames frames = new Frames();

	private final List<Integer> goAways = new CopyOnWriteArrayList<>();

	private final CompletableFuture<Integer> firstGoAway = new CompletableFuture<>();

	private final CompletableFuture<Boolean> closed = new CompletableFuture<>();

	private final Channel channel;

	private Http2Connection(int port, boolean tls) throws IOException {
		this.port = port;
		this.tls = tls;
		SslContext ssl = tls ? trustingContext() : null;
		Bootstrap bootstrap = new Bootstrap().group(THREADS)
			.channel(NioSocketChannel.class)
			.handler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					if (ssl != null) {
						channel.pipeline().addLast(ssl.newHandler(channel.alloc()));
					}
					channel.pipeline().addLast(Http2Connection.this.frames);
				}

			});
		this.channel = bootstrap.connect(InetAddress.getLoopbackAddress(), port).syncUninterruptibly().channel();
	}

	/**
	 * Connects without TLS, with prior knowledge.
	 * @param port the port
	 * @return the connection
	 * @throws IOException never
	 */
	public static Http2Connection to(int port) throws IOException {
		return new Http2Connection(port, false);
	}

	/**
	 * Connects with TLS and asks for HTTP/2 by ALPN.
	 * @param port the port
	 * @return the connection
	 * @throws IOException if there is no TLS
	 */
	public static Http2Connection secureTo(int port) throws IOException {
		return new Http2Connection(port, true);
	}

	/**
	 * Opens a stream.
	 * @param path the path
	 * @return the answer, failed if the stream or the connection ends without one
	 */
	public CompletableFuture<HttpAnswer> get(String path) {
		CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
		this.channel.eventLoop().execute(() -> this.frames.open(path, answer));
		return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
	}

	/**
	 * The GOAWAYs that have come.
	 * @return the last stream that each has named, oldest first
	 */
	public List<Integer> goAways() {
		return List.copyOf(this.goAways);
	}

	/**
	 * The first GOAWAY, now or later.
	 * @return the last stream that it names
	 */
	public CompletableFuture<Integer> firstGoAway() {
		return this.firstGoAway.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
	}

	/**
	 * The end of the connection, now or later.
	 * @return completed with {@code true}
	 */
	public CompletableFuture<Boolean> closed() {
		return this.closed.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		this.channel.close().syncUninterruptibly();
	}

	private static SslContext trustingContext() throws SSLException {
		return SslContextBuilder.forClient()
			.sslProvider(SslProvider.JDK)
			.trustManager(InsecureTrustManagerFactory.INSTANCE)
			.endpointIdentificationAlgorithm("")
			.applicationProtocolConfig(new ApplicationProtocolConfig(ApplicationProtocolConfig.Protocol.ALPN,
					ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
					ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT, ApplicationProtocolNames.HTTP_2))
			.build();
	}

	/**
	 * Reads and writes the frames; all on the thread of the connection.
	 */
	private final class Frames extends ByteToMessageDecoder {

		private final Http2FrameReader reader = new DefaultHttp2FrameReader();

		private final Http2FrameWriter writer = new DefaultHttp2FrameWriter();

		private final Map<Integer, OpenStream> streams = new HashMap<>();

		private int nextStream = 1;

		private @Nullable ChannelHandlerContext context;

		void open(String path, CompletableFuture<HttpAnswer> answer) {
			ChannelHandlerContext context = this.context;
			if (context == null || !context.channel().isActive()) {
				answer.completeExceptionally(new IOException("The connection is closed"));
				return;
			}
			int stream = this.nextStream;
			this.nextStream += 2;
			this.streams.put(stream, new OpenStream(answer));
			Http2Headers headers = new DefaultHttp2Headers().method("GET")
				.scheme(Http2Connection.this.tls ? "https" : "http")
				.authority("127.0.0.1:" + Http2Connection.this.port)
				.path(path);
			this.writer.writeHeaders(context, stream, headers, 0, true, context.newPromise());
			context.flush();
		}

		@Override
		public void channelActive(ChannelHandlerContext context) {
			this.context = context;
			context.write(Http2CodecUtil.connectionPrefaceBuf());
			this.writer.writeSettings(context, new Http2Settings().pushEnabled(false), context.newPromise());
			context.flush();
			context.fireChannelActive();
		}

		@Override
		protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Http2Exception {
			this.reader.readFrame(context, in, new Listener(this));
		}

		@Override
		public void channelInactive(ChannelHandlerContext context) throws Exception {
			super.channelInactive(context);
			this.streams.values().forEach((stream) -> stream.fail("The server closed the connection"));
			Http2Connection.this.closed.complete(true);
		}

	}

	/**
	 * Does what each frame says.
	 */
	private final class Listener extends Http2FrameAdapter {

		private final Frames frames;

		Listener(Frames frames) {
			this.frames = frames;
		}

		@Override
		public void onHeadersRead(ChannelHandlerContext context, int streamId, Http2Headers headers,
				int streamDependency, short weight, boolean exclusive, int padding, boolean endOfStream) {
			onHeadersRead(context, streamId, headers, padding, endOfStream);
		}

		@Override
		public void onHeadersRead(ChannelHandlerContext context, int streamId, Http2Headers headers, int padding,
				boolean endOfStream) {
			OpenStream stream = this.frames.streams.get(streamId);
			if (stream != null) {
				stream.headers(headers);
				endIf(endOfStream, streamId);
			}
		}

		@Override
		public int onDataRead(ChannelHandlerContext context, int streamId, ByteBuf data, int padding,
				boolean endOfStream) {
			int length = data.readableBytes() + padding;
			OpenStream stream = this.frames.streams.get(streamId);
			if (stream != null) {
				stream.body.append(data.toString(StandardCharsets.ISO_8859_1));
				endIf(endOfStream, streamId);
			}
			return length;
		}

		@Override
		public void onRstStreamRead(ChannelHandlerContext context, int streamId, long errorCode) {
			OpenStream stream = this.frames.streams.remove(streamId);
			if (stream != null) {
				stream.fail("The server reset stream %d with %d".formatted(streamId, errorCode));
			}
		}

		@Override
		public void onGoAwayRead(ChannelHandlerContext context, int lastStreamId, long errorCode, ByteBuf debugData) {
			Http2Connection.this.goAways.add(lastStreamId);
			Http2Connection.this.firstGoAway.complete(lastStreamId);
		}

		@Override
		public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) {
			this.frames.writer.writeSettingsAck(context, context.newPromise());
			context.flush();
		}

		@Override
		public void onPingRead(ChannelHandlerContext context, long data) {
			this.frames.writer.writePing(context, true, data, context.newPromise());
			context.flush();
		}

		private void endIf(boolean endOfStream, int streamId) {
			if (endOfStream) {
				OpenStream stream = this.frames.streams.remove(streamId);
				if (stream != null) {
					stream.end();
				}
			}
		}

	}

	/**
	 * A stream that waits for its answer.
	 */
	private static final class OpenStream {

		private final CompletableFuture<HttpAnswer> answer;

		private final StringBuilder body = new StringBuilder();

		private final Map<String, List<String>> headers = new HashMap<>();

		private int status;

		OpenStream(CompletableFuture<HttpAnswer> answer) {
			this.answer = answer;
		}

		void headers(Http2Headers headers) {
			if (headers.status() != null) {
				this.status = Integer.parseInt(headers.status().toString());
			}
			headers.forEach((header) -> this.headers.put(header.getKey().toString().toLowerCase(Locale.ROOT),
					List.of(header.getValue().toString())));
		}

		void end() {
			this.answer.complete(new HttpAnswer(this.status, this.headers, this.body.toString()));
		}

		void fail(String reason) {
			this.answer.completeExceptionally(new IOException(reason));
		}

	}

}

package io.shutdownstarter.docs;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;

/**
 * One HTTP/2 connection, without TLS and with prior knowledge. It tells of a GOAWAY and
 * leaves it to its user to obey: a stream that is opened later is sent, unless the frame
 * refuses it. Nothing is tried again.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a frame that is not sent has no answer
final class Http2Client implements AutoCloseable {

	/**
	 * Long enough for every answer; tests fail by it, and never pass by it.
	 */
	private static final int PATIENCE_SECONDS = 30;

	private static final EventLoopGroup THREADS = new MultiThreadIoEventLoopGroup(1,
			new DefaultThreadFactory("http2-client", true), NioIoHandler.newFactory());

	private final List<Integer> goAways = new CopyOnWriteArrayList<>();

	private final CompletableFuture<Integer> firstGoAway = new CompletableFuture<>();

	private final CompletableFuture<Boolean> closed = new CompletableFuture<>();

	private final String authority;

	private final Channel channel;

	private Http2Client(int port) {
		this.authority = "127.0.0.1:" + port;
		this.channel = new Bootstrap().group(THREADS)
			.channel(NioSocketChannel.class)
			.handler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					channel.pipeline()
						.addLast(Http2FrameCodecBuilder.forClient().gracefulShutdownTimeoutMillis(0).build(),
								new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()), new Notices());
				}

			})
			.connect(InetAddress.getLoopbackAddress(), port)
			.syncUninterruptibly()
			.channel();
		this.channel.closeFuture().addListener((closed) -> this.closed.complete(true));
	}

	static Http2Client to(int port) {
		return new Http2Client(port);
	}

	/**
	 * Opens a stream.
	 * @param path the path
	 * @return the status and the body, such as {@code 200 ok}; failed if the stream or
	 * the connection ends before
	 */
	CompletableFuture<String> get(String path) {
		Answer answer = new Answer();
		new Http2StreamChannelBootstrap(this.channel).handler(answer)
			.open()
			.addListener((Future<Http2StreamChannel> opened) -> send(opened, path, answer));
		return answer.text.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
	}

	private void send(Future<Http2StreamChannel> opened, String path, Answer answer) {
		if (!opened.isSuccess()) {
			answer.text.completeExceptionally(opened.cause());
			return;
		}
		Http2Headers headers = new DefaultHttp2Headers().method("GET")
			.scheme("http")
			.authority(this.authority)
			.path(path);
		opened.getNow().writeAndFlush(new DefaultHttp2HeadersFrame(headers, true)).addListener((written) -> {
			if (!written.isSuccess()) {
				answer.text.completeExceptionally(written.cause());
			}
		});
	}

	/**
	 * The GOAWAYs that have come.
	 * @return the last stream that each has named, oldest first
	 */
	List<Integer> goAways() {
		return List.copyOf(this.goAways);
	}

	/**
	 * The first GOAWAY, now or later.
	 * @return the last stream that it names
	 */
	CompletableFuture<Integer> firstGoAway() {
		return this.firstGoAway.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
	}

	/**
	 * The end of the connection, now or later.
	 * @return completed with {@code true}
	 */
	CompletableFuture<Boolean> closed() {
		return this.closed.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		this.channel.close().syncUninterruptibly();
	}

	/**
	 * Keeps what the server says of the connection.
	 */
	private final class Notices extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext context, Object frame) {
			if (frame instanceof Http2GoAwayFrame goAway) {
				Http2Client.this.goAways.add(goAway.lastStreamId());
				Http2Client.this.firstGoAway.complete(goAway.lastStreamId());
			}
			ReferenceCountUtil.release(frame);
		}

	}

	/**
	 * Keeps what comes on a stream.
	 */
	private static final class Answer extends ChannelInboundHandlerAdapter {

		private final StringBuilder read = new StringBuilder();

		private final CompletableFuture<String> text = new CompletableFuture<>();

		@Override
		public void channelRead(ChannelHandlerContext context, Object frame) {
			boolean end = false;
			if (frame instanceof Http2HeadersFrame headers) {
				// trailers have no status
				CharSequence status = headers.headers().status();
				this.read.append((status != null) ? status + " " : "");
				end = headers.isEndStream();
			}
			else if (frame instanceof Http2DataFrame data) {
				this.read.append(data.content().toString(StandardCharsets.UTF_8));
				end = data.isEndStream();
			}
			ReferenceCountUtil.release(frame);
			if (end) {
				this.text.complete(this.read.toString());
			}
		}

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) {
			if (event instanceof Http2ResetFrame reset) {
				fail("The server reset the stream with " + reset.errorCode());
			}
			ReferenceCountUtil.release(event);
		}

		@Override
		public void channelInactive(ChannelHandlerContext context) {
			fail("The stream has ended");
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			fail(cause.toString());
		}

		private void fail(String reason) {
			this.text.completeExceptionally(new IOException(reason + " after '" + this.read + "'"));
		}

	}

}

package io.shutdownstarter.test;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnectionFactory;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/**
 * A client's connection: bare HTTP/1.1 on a socket. It never re-tries and hides nothing.
 */
final class ClientConnection implements Closeable {

	private static final DefaultBHttpClientConnectionFactory FACTORY = new DefaultBHttpClientConnectionFactory();

	private static final HttpRequestExecutor EXECUTOR = new HttpRequestExecutor();

	private final DefaultBHttpClientConnection http;

	private final EndpointDetails details;

	private final int localPort;

	private boolean keptAlive = true;

	private ClientConnection(Socket socket) throws IOException {
		this.http = FACTORY.createConnection(socket);
		this.details = this.http.getEndpointDetails();
		this.localPort = socket.getLocalPort();
	}

	// Blocks until connected, at most for the timeout, which is also that of every read.
	static ClientConnection open(RequestSender.Target target) throws IOException {
		int timeoutMillis = Math.toIntExact(target.timeout().toMillis());
		Socket socket = new Socket();
		try {
			socket.setTcpNoDelay(true);
			socket.setSoTimeout(timeoutMillis);
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port()), timeoutMillis);
			return new ClientConnection(target.tls() ? TrustingTls.over(socket) : socket);
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	int localPort() {
		return this.localPort;
	}

	boolean isReused() {
		return this.details.getRequestCount() > 0;
	}

	long bytesReceived() {
		return this.details.getReceivedBytesCount();
	}

	// Whether another request can be sent: the last answer allowed it, and the server has
	// not closed the
	// connection since. Blocks for up to 1 ms.
	boolean isUsable() throws IOException {
		return this.keptAlive && this.http.isOpen() && !this.http.isStale();
	}

	// Sends a request, and blocks until its whole answer is there.
	Exchange exchange(PreparedRequest prepared, String id, RequestBody body) throws IOException, HttpException {
		ClassicHttpRequest request = request(prepared, id, body);
		HttpCoreContext context = HttpCoreContext.create();
		this.keptAlive = false;
		ClassicHttpResponse response = EXECUTOR.execute(request, this.http, context);
		byte[] content = read(response.getEntity(), prepared);
		this.keptAlive = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
		Map<String, String> headers = new HashMap<>();
		for (Header header : response.getHeaders()) {
			headers.put(header.getName(), header.getValue());
		}
		return new Exchange(prepared.path(), prepared.body().bytes(), response.getCode(), headers, content);
	}

	private ClassicHttpRequest request(PreparedRequest prepared, String id, RequestBody body) {
		ClassicHttpRequest request = new BasicClassicHttpRequest(prepared.template().method(), prepared.path());
		request.setHeader("Host", "localhost");
		request.setHeader("User-Agent", "shutdown-starter-rehearsal");
		request.setHeader("X-Rehearsal-Id", id);
		prepared.template().headers().headersFor(prepared.body().bytes()).forEach(request::setHeader);
		if (body.getContentLength() > 0) {
			if (!request.containsHeader("Content-Type")) {
				request.setHeader("Content-Type", body.getContentType());
			}
			request.setHeader("Content-Length", body.getContentLength());
			request.setEntity(body);
		}
		return request;
	}

	private static byte[] read(HttpEntity entity, PreparedRequest prepared) throws IOException {
		if (entity == null) {
			return new byte[0];
		}
		try (InputStream content = entity.getContent()) {
			return (prepared.body().bytes().length > 0) ? content.readAllBytes()
					: SlowReader.read(content, entity.getContentLength(), prepared.template().transferTime());
		}
	}

	@Override
	public void close() throws IOException {
		this.http.close();
	}

}

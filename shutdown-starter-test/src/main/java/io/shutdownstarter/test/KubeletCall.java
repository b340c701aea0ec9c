package io.shutdownstarter.test;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnectionFactory;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * One GET of the kubelet on a fresh connection, byte for byte as it sends it.
 */
final class KubeletCall implements Closeable {

	/** The kubelet reads no more of an answer, and nothing of one that is longer. */
	private static final int LONGEST_BODY = 10 * 1024;

	private final Socket socket = new Socket();

	private final int port;

	private final ClassicHttpRequest request;

	private KubeletCall(int port, String path, String userAgent) {
		this.port = port;
		this.request = new BasicClassicHttpRequest("GET", path);
		this.request.setHeader("Host", "127.0.0.1:" + port);
		this.request.setHeader("User-Agent", userAgent);
		this.request.setHeader("Accept", "*/*");
	}

	static KubeletCall hook(int port, String path, Map<String, String> headers) {
		KubeletCall call = new KubeletCall(port, path, "kube-lifecycle/1.34");
		call.request.setHeader("Accept-Encoding", "gzip");
		headers.forEach(call.request::setHeader);
		return call;
	}

	static KubeletCall probe(int port, String path) {
		KubeletCall call = new KubeletCall(port, path, "kube-probe/1.34");
		call.request.setHeader("Connection", "close");
		return call;
	}

	// Blocks until the answer is there. The connection stays open until this is closed.
	// A timeout of zero waits for ever, as the kubelet does: close() ends that.
	Answer send(Duration timeout) throws IOException, HttpException {
		this.socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
		this.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port));
		DefaultBHttpClientConnection http = new DefaultBHttpClientConnectionFactory().createConnection(this.socket);
		http.sendRequestHeader(this.request);
		http.flush();
		ClassicHttpResponse response = http.receiveResponseHeader();
		http.receiveResponseEntity(response);
		HttpEntity entity = response.getEntity();
		boolean read = entity != null && entity.getContentLength() <= LONGEST_BODY;
		Header coding = response.getFirstHeader("Content-Encoding");
		return new Answer(response.getCode(),
				read ? body(entity, coding != null && "gzip".equals(coding.getValue())) : "");
	}

	private static String body(HttpEntity entity, boolean zipped) throws IOException {
		InputStream content = zipped ? new GZIPInputStream(entity.getContent()) : entity.getContent();
		return new String(content.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/**
	 * What the pod answered.
	 *
	 * @param status the status, which the kubelet ignores
	 * @param body the body, empty if it is longer than the kubelet reads
	 */
	record Answer(int status, String body) {
	}

}

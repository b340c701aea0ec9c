package io.shutdownstarter.test;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

import javax.net.ssl.SSLException;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnectionFactory;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * One GET of the kubelet on a fresh connection, byte for byte as it sends it. Redirects
 * are followed as Go's client does.
 */
final class KubeletCall implements Closeable {

	/** The kubelet reads no more of an answer, and nothing of one that is longer. */
	private static final int LONGEST_BODY = 10 * 1024;

	/** As Go's client does. */
	private static final int MOST_REDIRECTS = 10;

	private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

	private static final String LOOPBACK = "127.0.0.1";

	private volatile Socket socket = new Socket();

	private volatile boolean closed;

	private int port;

	private boolean tls;

	/** A hook's is tried once more without TLS, a probe's is not. */
	private boolean orPlainText;

	private ClassicHttpRequest request;

	private KubeletCall(int port, String path, String userAgent) {
		this.port = port;
		this.request = get(path);
		this.request.setHeader("Host", LOOPBACK + ":" + port);
		this.request.setHeader("User-Agent", userAgent);
	}

	// with the path as it is: two slashes at its beginning could be taken for a host
	private static ClassicHttpRequest get(String path) {
		return new BasicClassicHttpRequest("GET", (HttpHost) null, path);
	}

	// up to Kubernetes 1.25
	static KubeletCall legacyHook(int port, String path) {
		KubeletCall call = new KubeletCall(port, "/" + path, "Go-http-client/1.1");
		call.request.setHeader("Accept-Encoding", "gzip");
		return call;
	}

	static KubeletCall hook(int port, String path, Map<String, String> headers) {
		KubeletCall call = new KubeletCall(port, path, "kube-lifecycle/1.34");
		call.orPlainText = true;
		call.request.setHeader("Accept", "*/*");
		call.request.setHeader("Accept-Encoding", "gzip");
		headers.forEach(call.request::setHeader);
		return call;
	}

	// scheme: HTTPS of a hook
	KubeletCall overTls() {
		this.tls = true;
		return this;
	}

	static KubeletCall probe(int port, String path, boolean tls) {
		KubeletCall call = new KubeletCall(port, path, "kube-probe/1.34");
		call.tls = tls;
		call.request.setHeader("Accept", "*/*");
		call.request.setHeader("Connection", "close");
		return call;
	}

	// Blocks until the answer is there, the last one of redirects within the pod. The
	// connection stays open until this is closed. A timeout of zero waits for ever, as
	// the kubelet does: close() ends that.
	Answer send(Duration timeout) throws IOException, HttpException {
		Answer answer = sendOnce(timeout);
		for (int i = 0; i < MOST_REDIRECTS && answer.redirect() != null; i++) {
			follow(answer.redirect());
			answer = sendOnce(timeout);
		}
		return answer;
	}

	private Answer sendOnce(Duration timeout) throws IOException, HttpException {
		connect(Math.toIntExact(timeout.toMillis()));
		DefaultBHttpClientConnection http = new DefaultBHttpClientConnectionFactory().createConnection(this.socket);
		http.sendRequestHeader(this.request);
		http.flush();
		ClassicHttpResponse response = http.receiveResponseHeader();
		http.receiveResponseEntity(response);
		HttpEntity entity = response.getEntity();
		boolean read = entity != null && entity.getContentLength() <= LONGEST_BODY;
		Header coding = response.getFirstHeader("Content-Encoding");
		return new Answer(response.getCode(),
				read ? body(entity, coding != null && "gzip".equals(coding.getValue())) : "", redirect(response));
	}

	private void connect(int timeoutMillis) throws IOException {
		this.socket.setSoTimeout(timeoutMillis);
		this.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), timeoutMillis);
		if (this.tls) {
			try {
				this.socket = TrustingTls.over(this.socket);
			}
			catch (SSLException ex) {
				if (!this.orPlainText || !TrustingTls.isPlainText(ex)) {
					throw ex;
				}
				// once more without TLS, and without what nobody else may read
				this.tls = false;
				this.request.removeHeaders("Authorization");
				renew();
				connect(timeoutMillis);
			}
		}
	}

	private void renew() throws IOException {
		this.socket.close();
		this.socket = new Socket();
		if (this.closed) {
			throw new SocketException("Closed");
		}
	}

	// a redirect to another host is a success
	private @Nullable URI redirect(ClassicHttpResponse response) {
		Header location = response.getFirstHeader("Location");
		if (!REDIRECTS.contains(response.getCode()) || location == null) {
			return null;
		}
		URI here = URI
			.create((this.tls ? "https://" : "http://") + LOOPBACK + ":" + this.port + this.request.getPath());
		URI there = here.resolve(location.getValue());
		return LOOPBACK.equals(there.getHost()) ? there : null;
	}

	private void follow(URI target) throws IOException {
		renew();
		this.tls = "https".equals(target.getScheme());
		this.port = (target.getPort() != -1) ? target.getPort() : (this.tls ? 443 : 80);
		Header[] headers = this.request.getHeaders();
		String query = (target.getRawQuery() != null) ? "?" + target.getRawQuery() : "";
		this.request = get(target.getRawPath() + query);
		this.request.setHeaders(headers);
		this.request.setHeader("Host", LOOPBACK + ":" + this.port);
	}

	private static String body(HttpEntity entity, boolean zipped) throws IOException {
		InputStream content = zipped ? new GZIPInputStream(entity.getContent()) : entity.getContent();
		return new String(content.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.closed = true;
		this.socket.close();
	}

	/**
	 * What the pod answered.
	 *
	 * @param status the status, which the kubelet ignores
	 * @param body the body, empty if it is longer than the kubelet reads
	 * @param redirect where the kubelet goes on, or {@code null}
	 */
	record Answer(int status, String body, @Nullable URI redirect) {
	}

}

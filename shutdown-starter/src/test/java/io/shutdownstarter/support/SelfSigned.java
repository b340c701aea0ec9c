package io.shutdownstarter.support;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * TLS with a certificate that nobody has signed, and clients that take any, as the
 * kubelet does.
 */
public final class SelfSigned {

	private static final String PASSWORD = "changeit";

	private SelfSigned() {
	}

	/**
	 * Makes a certificate.
	 * @param directory where to keep it
	 * @param prefix {@code server} or {@code management.server}
	 * @return the properties that make the server use it
	 * @throws IOException if {@code keytool} cannot be started
	 * @throws InterruptedException if the thread is interrupted
	 */
	public static String[] properties(Path directory, String prefix) throws IOException, InterruptedException {
		// Jetty refuses requests for a host that the certificate does not name
		return properties(directory, prefix, "ip:127.0.0.1,dns:localhost");
	}

	/**
	 * Makes a certificate.
	 * @param directory where to keep it
	 * @param prefix {@code server} or {@code management.server}
	 * @param names whom it is for, as {@code keytool} has it
	 * @return the properties that make the server use it
	 * @throws IOException if {@code keytool} cannot be started
	 * @throws InterruptedException if the thread is interrupted
	 */
	public static String[] properties(Path directory, String prefix, String names)
			throws IOException, InterruptedException {
		Path keyStore = directory.resolve("server.p12").toAbsolutePath();
		Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
		Process process = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "server", "-keyalg", "EC",
				"-dname", "CN=server", "-ext", "san=" + names, "-storetype", "PKCS12", "-keystore", keyStore.toString(),
				"-storepass", PASSWORD)
			.inheritIO()
			.start();
		assertThat(process.waitFor()).isZero();
		return new String[] { prefix + ".ssl.key-store=" + keyStore, prefix + ".ssl.key-store-password=" + PASSWORD,
				prefix + ".ssl.key-store-type=PKCS12" };
	}

	public static SSLContext trustingClient() throws GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { new TrustingAll() }, null);
		return context;
	}

	/**
	 * An extended one, since the host name would be checked as well.
	 */
	private static final class TrustingAll extends X509ExtendedTrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}

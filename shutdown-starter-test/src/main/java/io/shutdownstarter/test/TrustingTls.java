package io.shutdownstarter.test;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import org.apache.hc.core5.ssl.SSLContextBuilder;

/**
 * TLS as the kubelet has it: any certificate is taken, of whatever name
 * ({@code pkg/kubelet/lifecycle/handlers.go}, {@code pkg/probe/http/http.go}). Clients
 * have the same, since pods sign their own.
 */
final class TrustingTls {

	private TrustingTls() {
	}

	// Blocks for the handshake; closes the socket together with the one that it returns.
	static Socket over(Socket connected) throws IOException {
		SSLSocket socket = (SSLSocket) Context.INSTANCE.getSocketFactory()
			.createSocket(connected, connected.getInetAddress().getHostAddress(), connected.getPort(), true);
		socket.startHandshake();
		return socket;
	}

	// Go's client knows it by its text as well; this one is the JDK's
	static boolean isPlainText(SSLException ex) {
		return String.valueOf(ex.getMessage()).startsWith("Unsupported or unrecognized SSL message");
	}

	/**
	 * Made once, when somebody needs it: it costs some milliseconds, and its sessions are
	 * resumed.
	 */
	private static final class Context {

		private static final SSLContext INSTANCE = create();

		private static SSLContext create() {
			try {
				return SSLContextBuilder.create().loadTrustMaterial(null, (chain, type) -> true).build();
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException("This JVM has no TLS", ex);
			}
		}

	}

}

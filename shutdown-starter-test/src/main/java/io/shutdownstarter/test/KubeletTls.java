package io.shutdownstarter.test;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import org.apache.hc.core5.ssl.SSLContextBuilder;

/**
 * TLS as the kubelet's hooks have it: any certificate is taken, of whatever name, and a
 * server that answers in plain text is called once more without TLS
 * ({@code pkg/kubelet/lifecycle/handlers.go}).
 */
final class KubeletTls {

	private KubeletTls() {
	}

	// Blocks for the handshake; closes the socket together with the one that it returns.
	static Socket over(Socket connected) throws IOException {
		SSLSocket socket = (SSLSocket) context().getSocketFactory()
			.createSocket(connected, connected.getInetAddress().getHostAddress(), connected.getPort(), true);
		socket.startHandshake();
		return socket;
	}

	private static SSLContext context() throws IOException {
		try {
			return SSLContextBuilder.create().loadTrustMaterial(null, (chain, type) -> true).build();
		}
		catch (GeneralSecurityException ex) {
			throw new IOException("This JVM has no TLS", ex);
		}
	}

	// Go's client knows it by its text as well; this one is the JDK's
	static boolean isPlainText(SSLException ex) {
		return String.valueOf(ex.getMessage()).startsWith("Unsupported or unrecognized SSL message");
	}

}

package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A certificate that nobody has signed.
 */
final class SelfSigned {

	private static final char[] PASSWORD = "changeit".toCharArray();

	private final Path keyStore;

	// Makes one and keeps it in the directory.
	SelfSigned(Path directory) throws IOException, InterruptedException {
		this.keyStore = directory.resolve("server.p12").toAbsolutePath();
		Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
		Process process = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "server", "-keyalg", "EC",
				"-dname", "CN=server", "-storetype", "PKCS12", "-keystore", this.keyStore.toString(), "-storepass",
				new String(PASSWORD))
			.inheritIO()
			.start();
		assertThat(process.waitFor()).isZero();
	}

	// The arguments by which Spring Boot serves both ports with it.
	String[] arguments() {
		return new String[] { "--server.ssl.key-store=" + this.keyStore,
				"--server.ssl.key-store-password=" + new String(PASSWORD), "--server.ssl.key-store-type=PKCS12" };
	}

	SSLContext server() throws IOException, GeneralSecurityException {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		keys.load(Files.newInputStream(this.keyStore), PASSWORD);
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(keys, PASSWORD);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(managers.getKeyManagers(), null, null);
		return context;
	}

}

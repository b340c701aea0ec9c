package io.shutdownstarter.sample;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The FTP side of the service.
 *
 * @param timeout how long a connect, a reply or the next piece of data may take; 10s is
 * far above what a healthy server needs, and below the grace period of a pod
 * @param server the FTP server that holds the files; by default the embedded one
 * @param embedded the FTP server inside this process
 * @param pool the connections to the FTP server
 * @param slowLink makes transfers take long, for demonstrations
 */
@ConfigurationProperties("ftp")
record FtpProperties(@DefaultValue("10s") Duration timeout, @Nullable Server server, @DefaultValue Embedded embedded,
		@DefaultValue Pool pool, @DefaultValue SlowLink slowLink) {

	FtpProperties {
		requirePositive("ftp.timeout", timeout);
		if (server != null && embedded.isConfigured()) {
			throw new IllegalArgumentException(
					"'ftp.server.host' is %s, but 'ftp.embedded' has settings for a server inside this process, remove either"
						.formatted(server.host()));
		}
	}

	private static void requirePositive(String property, Duration value) {
		if (value.isZero() || value.isNegative()) {
			throw new IllegalArgumentException(
					"'%s' is %s, set it to a positive duration such as 10s".formatted(property, value));
		}
	}

	/**
	 * An FTP server elsewhere. Replicas that share one share their files. It has to know
	 * MLST, SIZE and REST, and its RNTO has to replace a file of that name, as rename(2)
	 * does.
	 *
	 * @param host the host name or address
	 * @param port the control port; 21 is that of RFC 959
	 * @param credentials the login
	 */
	record Server(String host, @DefaultValue("21") int port, Credentials credentials) {

		Server {
			if (host == null || host.isBlank()) {
				throw new IllegalArgumentException(
						"'ftp.server.host' is empty, set it to a host name, or remove 'ftp.server' to use the embedded server");
			}
			if (port < 1 || port > 65535) {
				throw new IllegalArgumentException(
						"'ftp.server.port' is %d, set it to a port from 1 to 65535".formatted(port));
			}
			if (credentials == null) {
				throw new IllegalArgumentException(
						"'ftp.server.credentials' is missing, set its username and its password");
			}
			credentials.requireComplete("ftp.server.credentials", "set both user name and password");
		}

	}

	/**
	 * The FTP server inside this process. It listens on the loopback interface only.
	 *
	 * @param root the directory that holds the files, made if missing; several processes
	 * may share it, and nothing else may write to it. Default: a new temporary directory
	 * @param port the control port; 0, the default, lets the system choose, so that
	 * several processes fit on one machine
	 * @param credentials the login; by default random for each start, since only this
	 * process logs in
	 */
	record Embedded(@Nullable Path root, @DefaultValue("0") int port, @Nullable Credentials credentials) {

		Embedded {
			if (root != null && Files.exists(root) && !Files.isDirectory(root)) {
				throw new IllegalArgumentException(
						"'ftp.embedded.root' is %s, which is not a directory, name a directory or a path to be made"
							.formatted(root));
			}
			if (port < 0 || port > 65535) {
				throw new IllegalArgumentException(
						"'ftp.embedded.port' is %d, set it to 0 (chosen by the system) or to a port up to 65535"
							.formatted(port));
			}
			if (credentials != null) {
				credentials.requireComplete("ftp.embedded.credentials",
						"set both user name and password, or neither for a random login");
			}
		}

		boolean isConfigured() {
			return this.root != null || this.port != 0 || this.credentials != null;
		}

	}

	/**
	 * The connections to the FTP server.
	 *
	 * @param size the most transfers at a time; an idle connection costs two sockets and
	 * no thread, so 64 leaves room for long transfers beside many short ones
	 * @param borrowTimeout how long a request waits for a connection before it is
	 * answered with 503; 2s rides out a burst and is shorter than what clients wait
	 */
	record Pool(@DefaultValue("64") int size, @DefaultValue("2s") Duration borrowTimeout) {

		Pool {
			if (size < 1) {
				throw new IllegalArgumentException("'ftp.pool.size' is %d, set it to at least 1".formatted(size));
			}
			requirePositive("ftp.pool.borrow-timeout", borrowTimeout);
		}

	}

	/**
	 * Makes transfers between this service and the FTP server take long, so that a person
	 * can watch one drain. Not for production.
	 *
	 * @param bytesPerSecond the most that each transfer moves in a second; 0, the
	 * default, means as much as it can
	 */
	record SlowLink(@DefaultValue("0") int bytesPerSecond) {

		SlowLink {
			if (bytesPerSecond < 0) {
				throw new IllegalArgumentException(
						"'ftp.slow-link.bytes-per-second' is %d, set it to a number of bytes, or to 0 for full speed"
							.formatted(bytesPerSecond));
			}
		}

	}

}

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
 * @param embedded the FTP server inside this process
 * @param pool the connections to the FTP server
 */
@ConfigurationProperties("ftp")
record FtpProperties(@DefaultValue("10s") Duration timeout, @DefaultValue Embedded embedded, @DefaultValue Pool pool) {

	FtpProperties {
		requirePositive("ftp.timeout", timeout);
	}

	private static void requirePositive(String property, Duration value) {
		if (value.isZero() || value.isNegative()) {
			throw new IllegalArgumentException(
					"'%s' is %s, set it to a positive duration such as 10s".formatted(property, value));
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

}

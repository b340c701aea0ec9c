package io.shutdownstarter.sample;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires the FTP side. The connections know their server only as an address, which the
 * embedded server tells once it listens, and the configuration if the server is
 * elsewhere.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FtpProperties.class)
class FtpConfiguration {

	/**
	 * A connection used within this time is taken as alive, which spares busy hours one
	 * round trip for each request.
	 */
	private static final Duration TRUSTED_IDLE_TIME = Duration.ofSeconds(5);

	@Bean
	@ConditionalOnProperty("ftp.server.host")
	ExternalFtpServer externalFtpServer(FtpProperties properties) {
		return new ExternalFtpServer(Objects.requireNonNull(properties.server()));
	}

	@Bean
	@ConditionalOnMissingBean(ExternalFtpServer.class)
	EmbeddedFtpServer embeddedFtpServer(FtpProperties properties) {
		return new EmbeddedFtpServer(properties.embedded(), properties.pool().size());
	}

	@Bean
	FtpConnectionPool ftpConnectionPool(FtpProperties properties, Supplier<FtpAddress> address) {
		return new FtpConnectionPool(properties.pool(), new FtpConnectionFactory(address, properties.timeout(),
				TRUSTED_IDLE_TIME, SlowLink.of(properties.slowLink().bytesPerSecond())));
	}

	// before the application is ready, and when the web server serves already
	@Bean
	@ConditionalOnBean(ExternalFtpServer.class)
	ApplicationRunner externalFtpServerCheck(ExternalFtpServer server, FtpConnectionPool pool) {
		return (arguments) -> server.check(pool);
	}

	@Bean
	FileStore fileStore(FtpConnectionPool pool) {
		return new FileStore(pool);
	}

}

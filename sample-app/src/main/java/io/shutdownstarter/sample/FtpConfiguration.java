package io.shutdownstarter.sample;

import java.time.Duration;
import java.util.function.Supplier;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires the FTP side. The connections know their server only as an address, which the
 * embedded server tells once it listens.
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
	EmbeddedFtpServer embeddedFtpServer(FtpProperties properties) {
		return new EmbeddedFtpServer(properties.embedded(), properties.pool().size());
	}

	@Bean
	FtpConnectionPool ftpConnectionPool(FtpProperties properties, Supplier<FtpAddress> address) {
		return new FtpConnectionPool(properties.pool(),
				new FtpConnectionFactory(address, properties.timeout(), TRUSTED_IDLE_TIME));
	}

	@Bean
	FileStore fileStore(FtpConnectionPool pool) {
		return new FileStore(pool);
	}

}

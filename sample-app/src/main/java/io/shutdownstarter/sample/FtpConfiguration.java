package io.shutdownstarter.sample;

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

	@Bean
	EmbeddedFtpServer embeddedFtpServer(FtpProperties properties) {
		return new EmbeddedFtpServer(properties.embedded(), properties.pool().size());
	}

	@Bean
	FtpConnectionPool ftpConnectionPool(FtpProperties properties, Supplier<FtpAddress> address) {
		return new FtpConnectionPool(properties.pool(), new FtpConnectionFactory(address, properties.timeout()));
	}

	@Bean
	FileStore fileStore(FtpConnectionPool pool) {
		return new FileStore(pool);
	}

}

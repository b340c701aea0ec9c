package io.shutdownstarter.sample;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class FtpPropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(PropertiesConfiguration.class);

	@Test
	void defaultsNeedNoConfiguration() {
		this.runner.run((context) -> assertThat(context.getBean(FtpProperties.class))
			.isEqualTo(new FtpProperties(Duration.ofSeconds(10), null, new FtpProperties.Embedded(null, 0, null),
					new FtpProperties.Pool(64, Duration.ofSeconds(2)), new FtpProperties.SlowLink(0))));
	}

	@Test
	void credentialsAreBoundAndNeverPrinted() {
		this.runner
			.withPropertyValues("ftp.embedded.credentials.username=transfer",
					"ftp.embedded.credentials.password=hidden-secret")
			.run((context) -> {
				FtpProperties properties = context.getBean(FtpProperties.class);
				assertThat(properties.embedded().credentials()).isEqualTo(new Credentials("transfer", "hidden-secret"));
				assertThat(properties).asString().contains("transfer").doesNotContain("hidden-secret");
				assertThat(new FtpAddress("host", 21, new Credentials("transfer", "hidden-secret"))).asString()
					.doesNotContain("hidden-secret");
			});
	}

	@Test
	void externalServerIsBoundAndItsPasswordNeverPrinted() {
		this.runner
			.withPropertyValues("ftp.server.host=ftp.example.com", "ftp.server.credentials.username=transfer",
					"ftp.server.credentials.password=hidden-secret")
			.run((context) -> {
				FtpProperties properties = context.getBean(FtpProperties.class);
				assertThat(properties.server()).isEqualTo(
						new FtpProperties.Server("ftp.example.com", 21, new Credentials("transfer", "hidden-secret")));
				assertThat(properties).asString().contains("ftp.example.com").doesNotContain("hidden-secret");
			});
	}

	@Test
	void externalAndEmbeddedServerContradictEachOther() {
		this.runner
			.withPropertyValues("ftp.server.host=ftp.example.com", "ftp.server.credentials.username=transfer",
					"ftp.server.credentials.password=hidden-secret", "ftp.embedded.root=/tmp")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage(
						"'ftp.server.host' is ftp.example.com, but 'ftp.embedded' has settings for a server inside this process, remove either"));
	}

	@Test
	void randomCredentialsDifferAtEachStart() {
		assertThat(Credentials.random()).isNotEqualTo(Credentials.random());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			ftp.timeout=0s              | 'ftp.timeout' is PT0S, set it to a positive duration
			ftp.pool.borrow-timeout=-1s | 'ftp.pool.borrow-timeout' is PT-1S, set it to a positive duration
			ftp.pool.size=0             | 'ftp.pool.size' is 0, set it to at least 1
			ftp.embedded.port=65536     | 'ftp.embedded.port' is 65536, set it to 0
			ftp.embedded.credentials.username=one | 'ftp.embedded.credentials.password' is empty, set both
			ftp.server.port=2121            | 'ftp.server.host' is empty, set it to a host name, or remove
			ftp.server.host=a,ftp.server.port=0 | 'ftp.server.port' is 0, set it to a port from 1 to 65535
			ftp.server.host=a               | 'ftp.server.credentials' is missing, set its username and its password
			ftp.server.host=a,ftp.server.credentials.username=b | 'ftp.server.credentials.password' is empty, set both
			ftp.slow-link.bytes-per-second=-1 | 'ftp.slow-link.bytes-per-second' is -1, set it to a number of bytes
			""", quoteCharacter = '"')
	void badValueStopsTheStartAndNamesPropertyValueAndRemedy(String property, String message) {
		this.runner.withPropertyValues(property.split(","))
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(message));
	}

	@Test
	void rootThatIsAFileStopsTheStart(@TempDir Path directory) throws Exception {
		Path file = Files.createFile(directory.resolve("file"));
		this.runner.withPropertyValues("ftp.embedded.root=" + file)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("'ftp.embedded.root' is " + file
						+ ", which is not a directory, name a directory or a path to be made"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(FtpProperties.class)
	static class PropertiesConfiguration {

	}

}

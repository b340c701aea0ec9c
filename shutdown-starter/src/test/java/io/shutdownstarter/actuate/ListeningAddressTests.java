package io.shutdownstarter.actuate;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListeningAddress}.
 */
class ListeningAddressTests {

	@ParameterizedTest
	@CsvSource(nullValues = "none",
			value = { "10.1.2.3, 8080, 10.1.2.3:8080, true", "10.1.2.3, 8080, 10.1.2.4:8080, false",
					"10.1.2.3, 8080, 10.1.2.3:8081, false", "10.1.2.3, 8080, 10.1.2.3, false",
					"10.1.2.3, 80, 10.1.2.3, true", "10.1.2.3, 443, 10.1.2.3, true", "10.1.2.3, 8080, none, false",
					"10.1.2.3, 8080, '', false", "10.1.2.3, 8080, :8080, false", "10.1.2.3, 8080, 10.1.2.3:, false",
					"10.1.2.3, 8080, localhost:8080, false", "10.1.2.3, 8080, 127.0.0.1:8080, false",
					"10.1.2.3, 8080, shop.example.org:8080, false", "10.1.2.3, 8080, 010.1.2.3:8080, false",
					"10.1.2.3, 8080, 167838211:8080, false", "10.1.2.3, 8080, 10.1.2.3:08080, false",
					"10.1.2.3, 8080, [::ffff:10.1.2.3]:8080, true", "127.0.0.1, 8080, 127.0.0.1:8080, true",
					"127.0.0.1, 8080, localhost:8080, true", "127.0.0.1, 8080, LocalHost:8080, true",
					"127.0.0.1, 8080, [::1]:8080, true", "127.0.0.1, 8080, 10.1.2.3:8080, false",
					"127.0.0.1, 8080, localhost:9090, false", "127.0.0.1, 8080, localhost.example.org:8080, false",
					"0:0:0:0:0:0:0:1, 8080, [::1]:8080, true", "0:0:0:0:0:0:0:1, 8080, localhost:8080, true",
					"fd00:0:0:0:0:0:0:7, 8080, [fd00::7]:8080, true", "fd00:0:0:0:0:0:0:7, 8080, [fd00::8]:8080, false",
					"fd00:0:0:0:0:0:0:7, 8080, [FD00:0::7]:8080, true", "fd00:0:0:0:0:0:0:7, 8080, [fd00::7], false",
					"fd00:0:0:0:0:0:0:7, 443, [fd00::7], true", "fd00:0:0:0:0:0:0:7, 8080, [nonsense:7]:8080, false",
					"fe80:0:0:0:0:0:0:7%eth0, 8080, [fe80::7]:8080, true" })
	void hostNamesTheSocketOnlyByItsAddressAndPort(String address, int port, @Nullable String host, boolean names) {
		assertThat(new ListeningAddress(address, port).isNamedBy(host)).isEqualTo(names);
	}

}

package io.shutdownstarter.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the file service.
 *
 * @since 0.1.0
 */
@SpringBootApplication(proxyBeanMethods = false)
public final class FtpRestServiceApplication {

	private FtpRestServiceApplication() {
	}

	/**
	 * Starts the file service.
	 * @param args the command line arguments, as Spring Boot understands them
	 */
	public static void main(String[] args) {
		SpringApplication.run(FtpRestServiceApplication.class, args);
	}

}

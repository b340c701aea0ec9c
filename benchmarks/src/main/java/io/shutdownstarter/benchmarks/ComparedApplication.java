package io.shutdownstarter.benchmarks;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.shutdownstarter.InFlightRequests;

/**
 * The application that is compared with itself: it answers with next to no work, so that
 * what is added to a request shows as much as it can.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class ComparedApplication {

	/**
	 * What a request gets.
	 */
	static final String ANSWER = "hello";

	private final ObjectProvider<InFlightRequests> inFlight;

	ComparedApplication(ObjectProvider<InFlightRequests> inFlight) {
		this.inFlight = inFlight;
	}

	@GetMapping("/hello")
	String hello() {
		return ANSWER;
	}

	// proves that the starter counts on this server, and that without it nobody does
	@GetMapping("/counted")
	String counted() {
		InFlightRequests requests = this.inFlight.getIfAvailable();
		return (requests != null) ? Long.toString(requests.count()) : "by nobody";
	}

}

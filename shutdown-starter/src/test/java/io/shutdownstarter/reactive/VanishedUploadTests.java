package io.shutdownstarter.reactive;

import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.shutdownstarter.support.Gate;
import io.shutdownstarter.support.HttpConnection;
import io.shutdownstarter.support.TestServer;
import io.shutdownstarter.support.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what ends an upload whose client goes while the server reads it, as
 * {@link JettyUpload} has to tell.
 */
@ParameterizedClass
@EnumSource(value = WebFlux.class, names = { "TOMCAT", "JETTY" })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VanishedUploadTests {

	private static final int MANY = 20;

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private WebFlux kind;

	@SuppressWarnings("NullAway.Init")
	private TestServer server;

	@SuppressWarnings("NullAway.Init")
	private Uploads uploads;

	@BeforeParameterizedClassInvocation
	void startServer() {
		this.server = TestServer.start(this.kind, UploadApplication.class);
		this.uploads = this.server.bean(Uploads.class);
	}

	@AfterParameterizedClassInvocation
	void stopServer() {
		this.server.close();
	}

	@Test
	void uploadWhoseClientGoesWhileAPartIsReadEnds() throws Exception {
		Gate gate = this.uploads.newGate();
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send(head("/held") + "beginning");
			gate.awaitReached();
			assertThat(this.server.inFlight().count()).isOne();

			connection.hangUp();
			gate.open();
			this.server.awaitNoneInFlight();
		}
	}

	@Test
	void uploadsWhoseClientsGoBeforeTheyAreReadEnd() throws Exception {
		int before = this.uploads.begun.get();
		for (int i = 0; i < MANY; i++) {
			try (HttpConnection connection = HttpConnection.to(this.server.port())) {
				connection.send(head("/upload"));
			}
		}

		Awaitility.await().until(() -> this.uploads.begun.get() == before + MANY);
		this.server.awaitNoneInFlight();
	}

	@Test
	void uploadsWhoseClientsGoAfterTheFirstPartEnd() throws Exception {
		int before = this.uploads.begun.get();
		for (int i = 0; i < MANY; i++) {
			try (HttpConnection connection = HttpConnection.to(this.server.port())) {
				connection.send(head("/upload") + "beginning");
			}
		}

		Awaitility.await().until(() -> this.uploads.begun.get() == before + MANY);
		this.server.awaitNoneInFlight();
	}

	@Test
	void applicationIsToldThatItsClientHasGone() throws Exception {
		int before = this.uploads.ended.get();
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send(head("/upload") + "beginning");
		}

		Awaitility.await().until(() -> this.uploads.ended.get() == before + 1);
		this.server.awaitNoneInFlight();
	}

	@Test
	void uploadWhoseClientStaysIsAnswered() throws Exception {
		try (HttpConnection connection = HttpConnection.to(this.server.port())) {
			connection.send("POST", "/upload", "Content-Type: application/octet-stream", "Content-Length: 12");
			connection.send("hello ").send("world!");

			assertThat(connection.answer().body()).isEqualTo("12");
		}
		this.server.awaitNoneInFlight();
	}

	private static String head(String path) {
		return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/octet-stream\r\n"
				+ "Content-Length: 1000000\r\n\r\n";
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Uploads.class)
	static class UploadApplication {

	}

	@RestController
	static class Uploads {

		private final AtomicInteger begun = new AtomicInteger();

		private final AtomicInteger ended = new AtomicInteger();

		private volatile Gate gate = new Gate();

		Gate newGate() {
			this.gate = new Gate();
			return this.gate;
		}

		@PostMapping("/upload")
		Mono<String> upload(@RequestBody Flux<DataBuffer> body) {
			this.begun.incrementAndGet();
			// by an error, or by a cancellation if Tomcat was faster
			return size(body).doFinally((end) -> this.ended.incrementAndGet());
		}

		/** Held by the thread of the server that reads. */
		@PostMapping("/held")
		Mono<String> held(@RequestBody Flux<DataBuffer> body) {
			return size(body.doOnNext((part) -> this.gate.pass()));
		}

		private static Mono<String> size(Flux<DataBuffer> body) {
			return body.map((part) -> {
				int length = part.readableByteCount();
				DataBufferUtils.release(part);
				return length;
			}).reduce(0, Integer::sum).map(String::valueOf);
		}

	}

}

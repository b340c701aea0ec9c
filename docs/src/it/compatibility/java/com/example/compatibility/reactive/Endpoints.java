package com.example.compatibility.reactive;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.example.compatibility.Digests;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the clients of a rehearsal ask for, on the reactive stack. The digests let them find
 * an answer that lacks a part.
 */
@RestController
class Endpoints {

	private static final int PIECES = 10;

	private static final byte[] PIECE = "a piece of the stream\n".getBytes(StandardCharsets.UTF_8);

	private static final String ALL_PIECES = Digests.of(PIECE, PIECES);

	@GetMapping("/quick")
	String quick() {
		return "quick";
	}

	@GetMapping("/slow")
	Mono<String> slow() {
		return Mono.delay(Duration.ofSeconds(1)).thenReturn("slow");
	}

	@RequestMapping(path = "/upload", method = { RequestMethod.PUT, RequestMethod.POST })
	Mono<ResponseEntity<String>> upload(@RequestBody Mono<byte[]> body) {
		return body.map((bytes) -> ResponseEntity.ok().header("Repr-Digest", Digests.of(bytes, 1)).body("stored"));
	}

	@GetMapping("/stream")
	ResponseEntity<Flux<byte[]>> stream() {
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.header("Repr-Digest", ALL_PIECES)
			.body(Flux.range(0, PIECES).delayElements(Duration.ofMillis(150)).map((tick) -> PIECE));
	}

}

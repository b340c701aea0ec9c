package com.example.compatibility.servlet;

import java.nio.charset.StandardCharsets;

import com.example.compatibility.Digests;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * What the clients of a rehearsal ask for, on the servlet stack. The digests let them find
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
	String slow() throws InterruptedException {
		Thread.sleep(1000);
		return "slow";
	}

	@RequestMapping(path = "/upload", method = { RequestMethod.PUT, RequestMethod.POST })
	ResponseEntity<String> upload(@RequestBody byte[] body) {
		return ResponseEntity.ok().header("Repr-Digest", Digests.of(body, 1)).body("stored");
	}

	@GetMapping("/stream")
	ResponseEntity<StreamingResponseBody> stream() {
		StreamingResponseBody body = (out) -> {
			for (int i = 0; i < PIECES; i++) {
				out.write(PIECE);
				out.flush();
				pause();
			}
		};
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.header("Repr-Digest", ALL_PIECES)
			.body(body);
	}

	private static void pause() {
		try {
			Thread.sleep(150);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

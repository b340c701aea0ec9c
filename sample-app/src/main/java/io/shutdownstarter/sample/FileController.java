package io.shutdownstarter.sample;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The files over HTTP. Bodies stream in both directions on the thread of the request: an
 * asynchronous response would be cut by its own timeout, which a long download may well
 * exceed, and a broken transfer could only be reported to the container in a roundabout
 * way.
 */
@RestController
@RequestMapping("/files")
final class FileController {

	private static final String REPR_DIGEST = "Repr-Digest";

	private final FileStore files;

	FileController(FileStore files) {
		this.files = files;
	}

	@GetMapping
	List<FileStore.FileEntry> list() throws IOException {
		return this.files.list();
	}

	@PostMapping
	ResponseEntity<Void> post(HttpServletRequest request) throws IOException {
		FileName name = FileName.random();
		Sha256 digest = this.files.create(name, UploadBody.of(request));
		return ResponseEntity.created(URI.create("/files/" + name.value()))
			.header(REPR_DIGEST, digest.toHeader())
			.build();
	}

	@PutMapping("/{name}")
	ResponseEntity<Void> put(@PathVariable String name, HttpServletRequest request) throws IOException {
		FileStore.Replacement stored = this.files.put(fileName(name, request), UploadBody.of(request));
		return ResponseEntity.status(stored.replaced() ? HttpStatus.NO_CONTENT : HttpStatus.CREATED)
			.header(REPR_DIGEST, stored.digest().toHeader())
			.build();
	}

	@GetMapping("/{name}")
	void get(@PathVariable String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
		FileName fileName = fileName(name, request);
		boolean found = HttpMethod.HEAD.matches(request.getMethod()) ? describe(fileName, response)
				: send(fileName, response);
		if (!found) {
			throw FileProblem.notFound();
		}
	}

	@DeleteMapping("/{name}")
	ResponseEntity<Void> delete(@PathVariable String name, HttpServletRequest request) throws IOException {
		if (!this.files.delete(fileName(name, request))) {
			throw FileProblem.notFound();
		}
		return ResponseEntity.noContent().build();
	}

	// path parameters are cut off the variable: 'a;b' would silently mean 'a'
	private static FileName fileName(String name, HttpServletRequest request) {
		return new FileName(request.getRequestURI().contains(";") ? name + ";" : name);
	}

	private boolean describe(FileName name, HttpServletResponse response) throws IOException {
		Optional<FileDownload.Description> found = this.files.describe(name);
		found.ifPresent((description) -> writeHead(response, description.length(), description.digest()));
		return found.isPresent();
	}

	private boolean send(FileName name, HttpServletResponse response) throws IOException {
		return this.files.send(name, (length, digest) -> {
			writeHead(response, length, digest);
			return response.getOutputStream();
		});
	}

	private void writeHead(HttpServletResponse response, long length, Sha256 digest) {
		response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
		response.setContentLengthLong(length);
		response.setHeader(REPR_DIGEST, digest.toHeader());
	}

}

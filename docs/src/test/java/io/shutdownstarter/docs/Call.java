package io.shutdownstarter.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Calls that the docs speak of.
 */
final class Call {

	static final String TOKEN = "Prestop-Token";

	// as the kubelet and curl do, even if the server has something newer
	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private Call() {
	}

	/**
	 * Calls an application on this machine.
	 * @param port its port
	 * @param method the method
	 * @param path the path
	 * @param headers names and values of headers
	 * @return the answer
	 */
	static HttpResponse<String> of(int port, String method, String path, String... headers) {
		return of(URI.create("http://127.0.0.1:" + port + path), method, List.of(headers));
	}

	static HttpResponse<String> of(URI uri, String method, List<String> headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri)
			.timeout(Duration.ofSeconds(30))
			.method(method, BodyPublishers.noBody());
		for (int i = 0; i < headers.size(); i += 2) {
			request.header(headers.get(i), headers.get(i + 1));
		}
		try {
			return CLIENT.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Runs a command line of curl.
	 * @param command the command, with its variables replaced
	 * @param port the port to call in place of the one that is named
	 * @return the answer
	 */
	static HttpResponse<String> curl(String command, int port) {
		String method = "GET";
		List<String> words = Arrays.stream(command.split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
			.map((word) -> word.replace("\"", ""))
			.toList();
		List<String> headers = new ArrayList<>();
		URI uri = URI.create("");
		for (int i = 1; i < words.size(); i++) {
			switch (words.get(i)) {
				case "-X" -> method = words.get(++i);
				case "-H" -> headers.addAll(Arrays.asList(words.get(++i).split(": ", 2)));
				default -> uri = URI.create(words.get(i));
			}
		}
		return of(URI.create("http://localhost:" + port + uri.getPath()), method, headers);
	}

}

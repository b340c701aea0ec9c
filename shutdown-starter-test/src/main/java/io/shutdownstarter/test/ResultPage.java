package io.shutdownstarter.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A result as one HTML file: with its data, its scripts and its styles, and without a
 * request to anywhere. What comes from the application is data; the file's policy lets no
 * other script run than its own.
 */
final class ResultPage {

	static final String FILE = "rehearsal.html";

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z.]+)}");

	private static final String UPLOT = "/META-INF/resources/webjars/uplot/%s/";

	private ResultPage() {
	}

	static String of(RehearsalResult result) {
		Map<String, String> parts = parts();
		parts.put("result", ResultJson.forHtml(result));
		// placeholders of the file only, once: what is put in is not read again
		return PLACEHOLDER.matcher(read("page/page.html"))
			.replaceAll((placeholder) -> Matcher.quoteReplacement(parts.get(placeholder.group(1))));
	}

	private static Map<String, String> parts() {
		String uplot = UPLOT.formatted(uplotVersion());
		Map<String, String> parts = new LinkedHashMap<>();
		parts.put("uplot.css", read(uplot + "dist/uPlot.min.css"));
		parts.put("uplot.js", "/*\n" + read(uplot + "LICENSE") + "*/\n" + read(uplot + "dist/uPlot.iife.min.js"));
		Stream.of("page.css", "tables.js", "plots.js", "page.js")
			.forEach((name) -> parts.put(name, read("page/" + name)));
		parts.put("policy", "default-src 'none'; base-uri 'none'; form-action 'none'; style-src "
				+ hashes(parts, ".css") + "; script-src " + hashes(parts, ".js"));
		return parts;
	}

	// The class path may have another version than the one that we were built with.
	private static String uplotVersion() {
		Properties properties = new Properties();
		try (InputStream file = open("/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
			properties.load(file);
			return properties.getProperty("version");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(String name) {
		try (InputStream file = open(name)) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static InputStream open(String name) {
		InputStream file = ResultPage.class.getResourceAsStream(name);
		if (file == null) {
			throw new IllegalStateException(
					"The class path has no " + name + ": the page of a rehearsal needs org.webjars.npm:uplot");
		}
		return file;
	}

	private static String hashes(Map<String, String> parts, String suffix) {
		return parts.entrySet()
			.stream()
			.filter((part) -> part.getKey().endsWith(suffix))
			.map((part) -> "'sha256-" + Base64.getEncoder().encodeToString(sha256(part.getValue())) + "'")
			.collect(Collectors.joining(" "));
	}

	private static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

package io.shutdownstarter.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * A request of the user's own, and what belongs to it.
 */
final class RequestOptions {

	@ArgGroup
	private Line line = new Line();

	@ArgGroup
	private Body body = new Body();

	@ArgGroup(exclusive = false)
	private Details details = new Details();

	RequestTemplate template() {
		RequestTemplate template = this.line.template();
		Assert.isTrue(template != null, () -> this.body.orElse(this.details.first())
				+ " belongs to no request: write it after the --get, --put, --post or --request it is meant for, "
				+ "and one body for each");
		return this.details.apply(Objects.requireNonNull(template).withContent(this.body.content()));
	}

	/**
	 * Its method and path.
	 */
	static final class Line {

		@Option(names = "--get", paramLabel = "PATH", converter = OptionValues.RequestPath.class,
				description = "a GET; in the path {n} becomes a number that no other request has, "
						+ "and {random:20} one from 0 to 19")
		private @Nullable String get;

		@Option(names = "--put", paramLabel = "PATH", converter = OptionValues.RequestPath.class, description = "a PUT")
		private @Nullable String put;

		@Option(names = "--post", paramLabel = "PATH", converter = OptionValues.RequestPath.class,
				description = "a POST; clients never re-try it")
		private @Nullable String post;

		@Option(names = "--request", paramLabel = "METHOD:PATH", converter = OptionValues.RequestLine.class,
				description = "a request of any method, for example DELETE:/items/{n}")
		private Map.@Nullable Entry<String, String> request;

		private @Nullable RequestTemplate template() {
			if (this.get != null) {
				return RequestTemplate.get(this.get);
			}
			if (this.put != null) {
				return RequestTemplate.put(this.put, 0);
			}
			if (this.post != null) {
				return RequestTemplate.post(this.post, 0);
			}
			return (this.request != null) ? RequestTemplate.of(this.request.getKey(), this.request.getValue(), 0)
					: null;
		}

	}

	/**
	 * Its body.
	 */
	static final class Body {

		@Option(names = "--body", paramLabel = "TEXT", description = "the body of this request, sent as UTF-8")
		private @Nullable String text;

		@Option(names = "--body-file", paramLabel = "FILE", converter = OptionValues.ExistingFile.class,
				description = "a file with the body of this request")
		private @Nullable Path file;

		@Option(names = "--body-size", paramLabel = "BYTES", converter = OptionValues.Bytes.class,
				description = "how many random bytes the body of this request has")
		private @Nullable Integer size;

		private RequestContent content() {
			if (this.text != null) {
				return RequestContent.text(this.text);
			}
			if (this.size != null) {
				return RequestContent.random(this.size);
			}
			return (this.file != null) ? RequestContent.bytes(read(this.file)) : RequestContent.none();
		}

		private String orElse(String otherwise) {
			if (this.text != null) {
				return "--body=" + this.text;
			}
			if (this.size != null) {
				return "--body-size=" + this.size;
			}
			return (this.file != null) ? "--body-file=" + this.file : otherwise;
		}

		private static byte[] read(Path file) {
			try {
				return Files.readAllBytes(file);
			}
			catch (IOException ex) {
				throw new UncheckedIOException("--body-file=" + file + " cannot be read", ex);
			}
		}

	}

	/**
	 * What else belongs to it.
	 */
	static final class Details {

		@Option(names = "--header", paramLabel = "NAME:VALUE", converter = OptionValues.NameAndValue.class,
				description = "a header of this request; may be repeated")
		private List<Map.Entry<String, String>> headers = new ArrayList<>();

		@Option(names = "--status", paramLabel = "CODE", converter = OptionValues.Status.class,
				description = "the status that counts as success (default: any from 200 to 299)")
		private @Nullable Integer status;

		@Option(names = "--weight", paramLabel = "N", converter = OptionValues.Count.class,
				description = "how often this request is sent, compared to the others (default: 1)")
		private @Nullable Integer weight;

		@Option(names = "--transfer", paramLabel = "SECONDS", converter = OptionValues.Seconds.class,
				description = "over how much time the body is sent or, if there is none, the answer is read "
						+ "(default: as fast as possible)")
		private @Nullable Duration transfer;

		private RequestTemplate apply(RequestTemplate template) {
			RequestTemplate applied = template;
			applied = (this.status != null) ? applied.withExpectedStatus(this.status) : applied;
			applied = (this.weight != null) ? applied.withWeight(this.weight) : applied;
			applied = (this.transfer != null) ? applied.withTransferTime(this.transfer) : applied;
			Map<String, String> all = new LinkedHashMap<>();
			this.headers.forEach((header) -> all.put(header.getKey(), header.getValue()));
			return applied.withHeaders((bytes) -> all);
		}

		private String first() {
			if (this.status != null) {
				return "--status=" + this.status;
			}
			if (this.weight != null) {
				return "--weight=" + this.weight;
			}
			return (this.transfer != null) ? "--transfer=" + this.transfer.toMillis() / 1000.0 : "--header";
		}

	}

}

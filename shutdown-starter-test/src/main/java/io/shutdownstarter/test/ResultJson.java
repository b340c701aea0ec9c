package io.shutdownstarter.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link ResultDocument}.
 */
final class ResultJson {

	private static final ObjectMapper MAPPER = JsonMapper.builder()
		// a log's bytes may be anything; in ASCII no encoding can spoil them
		.enable(JsonWriteFeature.ESCAPE_NON_ASCII)
		.addModule(new SimpleModule().addSerializer(Duration.class, new Seconds())
			.addSerializer(Instant.class, ToStringSerializer.instance)
			.addSerializer(Path.class, ToStringSerializer.instance))
		.build();

	private ResultJson() {
	}

	static String of(RehearsalResult result) {
		return write(MAPPER.writer(), result);
	}

	// The same without a character that means something to HTML.
	static String forHtml(RehearsalResult result) {
		return write(MAPPER.writer(new HtmlEscapes()), result);
	}

	private static String write(ObjectWriter writer, RehearsalResult result) {
		try {
			return writer.writeValueAsString(ResultDocument.of(result));
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException("The result cannot be written as JSON", ex);
		}
	}

	/**
	 * Seconds, to a tenth of a millisecond: no clock that is compared here is better.
	 */
	private static final class Seconds extends JsonSerializer<Duration> {

		@Override
		public void serialize(Duration value, JsonGenerator json, SerializerProvider provider) throws IOException {
			json.writeNumber(BigDecimal.valueOf(value.toNanos() / 100_000, 4).stripTrailingZeros().toPlainString());
		}

	}

	/**
	 * No tag, comment or entity can begin or end in a script element that has none of
	 * these.
	 */
	private static final class HtmlEscapes extends CharacterEscapes {

		private static final long serialVersionUID = 1L;

		@Override
		public int[] getEscapeCodesForAscii() {
			int[] codes = standardAsciiEscapesForJSON();
			codes['<'] = ESCAPE_STANDARD;
			codes['>'] = ESCAPE_STANDARD;
			codes['&'] = ESCAPE_STANDARD;
			return codes;
		}

		@Override
		public @Nullable SerializableString getEscapeSequence(int ch) {
			return null;
		}

	}

}

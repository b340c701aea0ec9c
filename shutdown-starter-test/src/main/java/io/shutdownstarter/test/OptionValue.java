package io.shutdownstarter.test;

import java.time.Duration;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads the value of an option, or tells what to use in its place.
 */
abstract class OptionValue<T> implements ITypeConverter<T> {

	// a rehearsal of more than a day would be a misunderstanding
	private static final double MOST_SECONDS = 86_400;

	private final String remedy;

	OptionValue(String remedy) {
		this.remedy = remedy;
	}

	// Throws an IllegalArgumentException if the text is no such value.
	abstract T read(String text);

	@Override
	public final T convert(String text) {
		try {
			return read(text);
		}
		catch (IllegalArgumentException ex) {
			throw new TypeConversionException("'" + text + "' is not possible: " + this.remedy);
		}
	}

	static Duration seconds(String text) {
		double seconds = Double.parseDouble(text);
		Assert.isTrue(seconds >= 0 && seconds <= MOST_SECONDS, "out of range");
		return Duration.ofMillis(Math.round(seconds * 1000));
	}

	static int atLeast(int least, String text) {
		int number = Integer.parseInt(text);
		Assert.isTrue(number >= least, "out of range");
		return number;
	}

}

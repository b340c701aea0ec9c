package io.shutdownstarter;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A line of Spring Boot, such as 3.5: all releases that differ in the last number only.
 *
 * @param major the first number
 * @param minor the second number
 */
record SpringBootLine(int major, int minor) implements Comparable<SpringBootLine> {

	/**
	 * Before it, the management port went down before the application's requests had
	 * drained, and endpoints had no access settings.
	 */
	static final SpringBootLine OLDEST = new SpringBootLine(3, 4);

	/**
	 * The last one that the starter is made for: read in its sources only while there is
	 * no more than a milestone of it that cannot be built (docs/compatibility.md).
	 */
	static final SpringBootLine NEWEST = new SpringBootLine(4, 2);

	private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(\\D.*)?");

	private static final Comparator<SpringBootLine> ORDER = Comparator.comparingInt(SpringBootLine::major)
		.thenComparingInt(SpringBootLine::minor);

	/**
	 * The line of a version.
	 * @param version the version, or {@code null} if Spring Boot does not know its own
	 * @return the line, or empty if it cannot be told
	 */
	static Optional<SpringBootLine> of(@Nullable String version) {
		Matcher matcher = VERSION.matcher((version != null) ? version : "");
		return matcher.matches()
				? Optional
					.of(new SpringBootLine(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
				: Optional.empty();
	}

	boolean isTooOld() {
		return compareTo(OLDEST) < 0;
	}

	boolean isTooNew() {
		return compareTo(NEWEST) > 0;
	}

	@Override
	public int compareTo(SpringBootLine other) {
		return ORDER.compare(this, other);
	}

	@Override
	public String toString() {
		return this.major + "." + this.minor;
	}

}

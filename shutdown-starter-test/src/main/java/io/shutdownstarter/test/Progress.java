package io.shutdownstarter.test;

import java.io.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * Tells a person how far a rehearsal is.
 */
interface Progress extends ProgressListener, AutoCloseable {

	@Override
	void close();

	static Progress to(PrintStream out, Kind kind, Map<String, String> environment) {
		return switch (kind) {
			case AUTO -> to(out, canRewrite(environment) ? Kind.LIVE : Kind.LINES, environment);
			case LIVE -> new LiveProgress(out);
			case LINES -> new Lines(out);
			case NONE -> new Lines(new PrintStream(OutputStream.nullOutputStream()));
		};
	}

	private static boolean canRewrite(Map<String, String> environment) {
		String terminal = environment.getOrDefault("TERM", "dumb");
		return environment.getOrDefault("NO_COLOR", "").isEmpty() && !terminal.equals("dumb") && isTerminal();
	}

	// what is said of Java 22 is asked for below
	@SuppressWarnings("SystemConsoleNull")
	private static boolean isTerminal() {
		Console console = System.console();
		if (console == null) {
			return false;
		}
		try {
			return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
		}
		catch (NoSuchMethodException ex) {
			// before Java 22 there was a console at a terminal only
			return true;
		}
		catch (ReflectiveOperationException ex) {
			return false;
		}
	}

	/**
	 * How it is told.
	 */
	enum Kind {

		/** As the terminal allows. */
		AUTO,

		/** One line that is rewritten. */
		LIVE,

		/** A line for each event. */
		LINES,

		/** Not at all. */
		NONE

	}

	/**
	 * Reads how it is told.
	 */
	final class KindValue extends OptionValue<Kind> {

		KindValue() {
			super("use auto, live, lines or none");
		}

		@Override
		Kind read(String text) {
			return switch (text) {
				case "auto" -> Kind.AUTO;
				case "live" -> Kind.LIVE;
				case "lines" -> Kind.LINES;
				case "none" -> Kind.NONE;
				default -> throw new IllegalArgumentException(text);
			};
		}

	}

	/**
	 * Tells every event on a line of its own.
	 */
	record Lines(PrintStream out) implements Progress {

		@Override
		public void progress(String line) {
			this.out.println(line);
		}

		@Override
		public void close() {
			this.out.flush();
		}

	}

}

package io.shutdownstarter.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the values of options are read. A value that cannot be read says what could.
 */
final class OptionValues {

	private OptionValues() {
	}

	static final class Seconds extends OptionValue<Duration> {

		Seconds() {
			super("use seconds from 0 to 86400, for example 2 or 0.5");
		}

		@Override
		Duration read(String text) {
			return seconds(text);
		}

	}

	static final class PositiveSeconds extends OptionValue<Duration> {

		PositiveSeconds() {
			super("use seconds, more than 0, for example 2 or 0.5");
		}

		@Override
		Duration read(String text) {
			Duration time = seconds(text);
			Assert.isTrue(!time.isZero(), "out of range");
			return time;
		}

	}

	static final class WholeSeconds extends OptionValue<Duration> {

		WholeSeconds() {
			super("use whole seconds, at least 1, as in the manifest");
		}

		@Override
		Duration read(String text) {
			return Duration.ofSeconds(atLeast(1, text));
		}

	}

	private abstract static class Positive extends OptionValue<Integer> {

		Positive(String remedy) {
			super(remedy);
		}

		@Override
		Integer read(String text) {
			return atLeast(1, text);
		}

	}

	static final class Count extends Positive {

		Count() {
			super("use a whole number, at least 1");
		}

	}

	static final class Bytes extends Positive {

		Bytes() {
			super("use a number of bytes, at least 1, for example 2048");
		}

	}

	static final class Status extends OptionValue<Integer> {

		Status() {
			super("use a status from 100 to 599");
		}

		@Override
		Integer read(String text) {
			int status = atLeast(100, text);
			Assert.isTrue(status < 600, "out of range");
			return status;
		}

	}

	static final class PerSecond extends OptionValue<Double> {

		PerSecond() {
			super("use requests in a second, more than 0, for example 100");
		}

		@Override
		Double read(String text) {
			double rate = Double.parseDouble(text);
			Assert.isTrue(rate > 0 && rate <= 1_000_000, "out of range");
			return rate;
		}

	}

	static final class FixedOrRandom extends OptionValue<Propagation> {

		FixedOrRandom() {
			super("use seconds, for example 1, or a range out of which the seed draws, for example 1-3");
		}

		@Override
		Propagation read(String text) {
			String[] bounds = text.split("-", 2);
			return Propagation.between(seconds(bounds[0]), seconds(bounds[bounds.length - 1]));
		}

	}

	static final class OneHook extends OptionValue<Hook> {

		OneHook() {
			super("use http, http:/path, https, https:/path, sleep:SECONDS or none");
		}

		@Override
		Hook read(String text) {
			Hook hook = Hook.parse(text);
			Assert.isTrue(hook.path() == null || hook.path().startsWith("/"), "no path");
			return hook;
		}

	}

	static final class OneScenario extends OptionValue<Scenario> {

		OneScenario() {
			super("use " + Arrays.stream(Scenario.values()).map(Scenario::id).collect(Collectors.joining(", ")));
		}

		@Override
		Scenario read(String text) {
			return Scenario.parse(text);
		}

	}

	static final class OneFault extends OptionValue<HookFault> {

		OneFault() {
			super("use none, twice, refused, answered:STATUS or broken:SECONDS");
		}

		@Override
		HookFault read(String text) {
			return HookFault.parse(text);
		}

	}

	static final class OneEntry extends OptionValue<Entry> {

		OneEntry() {
			super("use " + Arrays.stream(Entry.values()).map(OneEntry::id).collect(Collectors.joining(", ")));
		}

		@Override
		Entry read(String text) {
			return Arrays.stream(Entry.values())
				.filter((entry) -> id(entry).equals(text))
				.findFirst()
				.orElseThrow(IllegalArgumentException::new);
		}

		private static String id(Entry entry) {
			return entry.name().toLowerCase(Locale.ROOT);
		}

	}

	static final class NameAndValue extends OptionValue<Map.Entry<String, String>> {

		NameAndValue() {
			super("use 'Name: value'");
		}

		@Override
		Map.Entry<String, String> read(String text) {
			String[] parts = text.split(":", 2);
			Assert.isTrue(parts.length == 2 && parts[0].matches("[\\w!#$%&'*+.^`|~-]+"), "no header");
			return Map.entry(parts[0], parts[1].strip());
		}

	}

	static final class Variable extends OptionValue<Map.Entry<String, String>> {

		Variable() {
			super("use NAME=VALUE");
		}

		@Override
		Map.Entry<String, String> read(String text) {
			int at = text.indexOf('=');
			Assert.isTrue(at > 0, "no variable");
			return Map.entry(text.substring(0, at), text.substring(at + 1));
		}

	}

	static final class WholeNumber extends OptionValue<Long> {

		WholeNumber() {
			super("use a whole number");
		}

		@Override
		Long read(String text) {
			return Long.parseLong(text);
		}

	}

	static final class RequestPath extends OptionValue<String> {

		RequestPath() {
			super("use a path that begins with a slash and has no spaces, for example /items/{random:20}");
		}

		@Override
		String read(String text) {
			Assert.isTrue(text.matches("/[!-~]*"), "no path");
			return text;
		}

	}

	static final class RequestLine extends OptionValue<Map.Entry<String, String>> {

		RequestLine() {
			super("use METHOD:PATH, for example DELETE:/items/{n}");
		}

		@Override
		Map.Entry<String, String> read(String text) {
			Assert.isTrue(text.matches("[A-Z]+:/[!-~]*"), "no request");
			return Map.entry(text.substring(0, text.indexOf(':')), text.substring(text.indexOf(':') + 1));
		}

	}

	static final class ExistingFile extends OptionValue<Path> {

		ExistingFile() {
			super("there is no such file");
		}

		@Override
		Path read(String text) {
			Path file = Path.of(text);
			Assert.isTrue(Files.isRegularFile(file), "no file");
			return file;
		}

	}

	static final class NewFile extends OptionValue<Path> {

		NewFile() {
			super("use a file in a folder that is there");
		}

		@Override
		Path read(String text) {
			Path file = Path.of(text);
			Path folder = file.toAbsolutePath().getParent();
			Assert.isTrue(folder != null && Files.isDirectory(folder) && !Files.isDirectory(file), "no folder");
			return file;
		}

	}

}

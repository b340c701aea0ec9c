package io.shutdownstarter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.shutdownstarter.TerminationReport.Abandoned;
import io.shutdownstarter.TerminationReport.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link TerminationMessage}, with real files of every kind.
 */
@SuppressWarnings("FutureReturnValueIgnored")
class TerminationMessageTests {

	private static final TerminationReport DRAINED = report(Outcome.DRAINED, List.of());

	private static final String DRAINED_LINE = "Termination drained after 7 s (propagation 5 s, drain 2 s): triggered by "
			+ "the pre-stop hook, 3 late requests, the last one after 4.1 s, 0 abandoned\n";

	@TempDir
	private Path directory;

	private Path file;

	private TerminationMessage message;

	@BeforeEach
	void asTheKubeletDoes() throws IOException {
		this.file = Files.createFile(this.directory.resolve("termination-log"));
		this.message = new TerminationMessage(true, this.file);
	}

	@Test
	void tellsTriggerAndTimes() {
		assertThat(TerminationMessage.text(DRAINED)).isEqualTo(DRAINED_LINE);
	}

	@Test
	void namesWhatWasAbandonedBeforeTheSummaryTheOldestLast() {
		TerminationReport report = report(Outcome.ABANDONED,
				List.of(abandoned("GET /oldest", 20), abandoned("GET /old", 10)));

		assertThat(TerminationMessage.text(report)).startsWith("abandoned: GET /old (10 s)\n")
			.contains("\nabandoned: GET /oldest (20 s)\nTermination deadline passed after 7 s")
			.endsWith(", 2 abandoned\n");
	}

	@Test
	void hundredsOfLongPathsFitAndTheSummaryIsLast() {
		List<Abandoned> abandoned = IntStream.range(0, 500)
			.mapToObj((i) -> abandoned("GET /" + i + "/" + "long".repeat(500), i))
			.toList();
		String text = TerminationMessage.text(report(Outcome.ABANDONED, abandoned));

		assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(3500, TerminationMessage.MOST_BYTES);
		assertThat(text.lines()).allMatch((line) -> line.length() < 256)
			.last()
			.asString()
			.startsWith("Termination deadline passed")
			.endsWith("500 abandoned");
		long named = text.lines().filter((line) -> line.contains("GET /")).count();
		assertThat(text).startsWith("abandoned: " + (500 - named) + " more\n");
		assertThat(text).contains("abandoned: GET /0/long").doesNotContain("GET /" + named + "/");
	}

	@Test
	void hundredsOfShortPathsFit() {
		List<Abandoned> abandoned = IntStream.range(0, 500).mapToObj((i) -> abandoned("GET /", i)).toList();
		String text = TerminationMessage.text(report(Outcome.ABANDONED, abandoned));

		assertThat(text.length()).isBetween(3500, TerminationMessage.MOST_BYTES);
	}

	@Test
	void longPathKeepsItsAge() {
		TerminationReport report = report(Outcome.ABANDONED, List.of(abandoned("GET /" + "a".repeat(9000), 12)));

		assertThat(TerminationMessage.text(report)).containsPattern("abandoned: GET /a+\\.\\.\\.a+ \\(12 s\\)\n");
	}

	@Test
	void lineBreaksAndForeignLettersAreReplaced() {
		TerminationReport report = report(Outcome.ABANDONED, List.of(abandoned("GET /\r\n\u001b[31m/\u00fc", 1)));

		assertThat(TerminationMessage.text(report)).startsWith("abandoned: GET /???[31m/? (1 s)\nTermination");
	}

	@Test
	void isWrittenToTheFileThatIsThere() throws IOException {
		this.message.write(DRAINED);

		assertThat(this.file).hasContent(DRAINED_LINE);
	}

	@Test
	void isWrittenThroughALink() throws IOException {
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), this.file);
		new TerminationMessage(true, link).write(DRAINED);

		assertThat(this.file).hasContent(DRAINED_LINE);
		assertThat(link).isSymbolicLink();
	}

	@Test
	void newsReplaceWhatWasWrittenBefore() throws IOException {
		this.message.write(report(Outcome.ABANDONED, List.of(abandoned("GET /", 1))));
		this.message.write(DRAINED);

		assertThat(this.file).hasContent(DRAINED_LINE);
	}

	@Test
	void whatOthersHaveWrittenStays() throws IOException {
		Files.writeString(this.file, "the user's own\n");
		this.message.write(DRAINED);
		TerminationMessage other = new TerminationMessage(true, this.file);
		other.write(DRAINED);
		other.write(DRAINED);

		assertThat(this.file).hasContent("the user's own\n" + DRAINED_LINE + DRAINED_LINE);
		other.erase();
		this.message.erase();
		assertThat(this.file).hasContent("the user's own\n");
	}

	@Test
	void nothingIsErasedThatWasNotWritten() throws IOException {
		Files.writeString(this.file, "the user's own\n");
		this.message.erase();

		assertThat(this.file).hasContent("the user's own\n");
	}

	@Test
	void fileThatSomebodyHasEmptiedGetsTheNews() throws IOException {
		Files.writeString(this.file, "the user's own\n");
		this.message.write(DRAINED);
		Files.writeString(this.file, "");
		this.message.write(DRAINED);

		assertThat(this.file).hasContent(DRAINED_LINE);
	}

	@ParameterizedTest
	@EnumSource(names = { "RESUMED", "CLOSED" })
	void outcomeThatEndsNoContainerIsNotWritten(Outcome outcome) throws IOException {
		this.message.write(report(outcome, List.of()));

		assertThat(this.file).isEmptyFile();
	}

	@Test
	void disabledMessageIsNotWritten() throws IOException {
		new TerminationMessage(false, this.file).write(DRAINED);

		assertThat(this.file).isEmptyFile();
	}

	@Test
	void fileThatIsNotThereIsNotMade() {
		Path missing = this.directory.resolve("missing");
		new TerminationMessage(true, missing).write(DRAINED);

		assertThat(missing).doesNotExist();
	}

	@Test
	void directoryIsNoFailure() {
		new TerminationMessage(true, this.directory).write(DRAINED);

		assertThat(this.directory).isDirectoryContaining(this.file::equals);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
	void pipeThatNobodyReadsDoesNotBlock() throws Exception {
		Path pipe = this.directory.resolve("pipe");
		assertThat(new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor()).isZero();

		assertThatNoException().isThrownBy(() -> new TerminationMessage(true, pipe).write(DRAINED));
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void fullDeviceIsNoFailure() {
		assertThatNoException().isThrownBy(() -> new TerminationMessage(true, Path.of("/dev/full")).write(DRAINED));
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void fileThatNobodyMayWriteIsNoFailure() {
		// not even the superuser, who may write what is only marked read-only
		Path readOnly = Path.of("/proc/version");
		assertThat(readOnly).isRegularFile();

		assertThatNoException().isThrownBy(() -> new TerminationMessage(true, readOnly).write(DRAINED));
	}

	@Test
	void terminationWritesWhatItHasAbandoned() {
		TerminationScene scene = new TerminationScene(new ManualTime(), TestSettings.of(), this.message);
		scene.longRequest("/slow");
		scene.hook();
		scene.time.passSeconds(20);
		assertThat(this.file).isEmptyFile();
		scene.time.passSeconds(5);

		assertThat(this.file).content()
			.startsWith("abandoned: GET /slow (25 s)\nTermination deadline passed after 25 s")
			.endsWith("1 abandoned\n");
	}

	@Test
	void terminationThatIsTakenBackLeavesNothing() {
		TerminationScene scene = new TerminationScene(new ManualTime(), TestSettings.of(), this.message);
		scene.hook();
		scene.time.passSeconds(5);
		assertThat(this.file).isNotEmptyFile();
		scene.termination.resume();
		scene.time.settle();

		assertThat(this.file).isEmptyFile();
	}

	@Test
	void strayHookLeavesNothing() {
		TerminationScene scene = new TerminationScene(new ManualTime(), TestSettings.of(), this.message);
		scene.hook();
		scene.time.passSeconds(5);
		assertThat(this.file).isNotEmptyFile();
		scene.time.passSeconds(61);

		assertThat(this.file).isEmptyFile();
	}

	private static TerminationReport report(Outcome outcome, List<Abandoned> abandoned) {
		return new TerminationReport(TerminationTrigger.PRE_STOP, outcome, Duration.ofSeconds(25),
				Duration.ofSeconds(5), Duration.ofSeconds(2), 3, Duration.ofMillis(4100), abandoned);
	}

	private static Abandoned abandoned(String work, int seconds) {
		return new Abandoned(work, Duration.ofSeconds(seconds));
	}

}

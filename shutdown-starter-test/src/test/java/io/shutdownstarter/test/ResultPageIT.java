package io.shutdownstarter.test;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.interactions.Actions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks at the page of a result with a real browser.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ResultPageIT {

	// what stands in the data of a plot, without the time
	private static final String POINTS = "return plots[arguments[0]].data.slice(1).flat().filter((y) => y !== null).length";

	private Browser browser;

	private Path directory;

	@BeforeAll
	void startBrowser(@TempDir Path directory) {
		this.directory = directory;
		this.browser = Browser.start(directory);
	}

	@AfterAll
	void endBrowser() {
		if (this.browser != null) {
			this.browser.close();
		}
	}

	@Test
	void thePageOfARunHasItsFiguresAndAsksForNothing() throws InterruptedException {
		RehearsalResult run = FixturePods.endedAtOnce();

		this.browser.open(run.directory().resolve("rehearsal.html"));

		assertThat(this.browser.texts("h1")).containsExactly(run.report().lines().findFirst().orElseThrow());
		assertThat(this.browser.texts("#counts dd")).containsExactly(Long.toString(run.sent()),
				Long.toString(run.succeeded()), Long.toString(run.retried()), Long.toString(run.lost()),
				Long.toString(run.lostWithoutRetry()), "0");
		assertThat(this.browser.texts("#verdict tbody th")).contains("lost")
			.containsAll(run.lostByCause().values().stream().map((lost) -> "lost " + lost).toList());
		assertThat(this.browser.texts("#verdict td")).contains(LossCause.NEW_CONNECTION_REFUSED.remedy());
		assertThat(this.browser.number(POINTS, "requests")).isEqualTo(run.requests().size());
		assertThat(this.browser.number(POINTS, "losses")).isEqualTo(run.failures().size());
		assertThat(this.browser.requests()).singleElement().asString().startsWith("file:");
		assertThat(this.browser.problems()).isEmpty();
	}

	@Test
	void thePageOfARunTellsTheTimesOfEachPodAndEachLoss() throws InterruptedException {
		RehearsalResult run = FixturePods.endedAtOnce();

		this.browser.open(run.directory().resolve("rehearsal.html"));

		assertThat(this.browser.texts("#pods tbody tr")).isEqualTo(run.pods()
			.stream()
			.map((pod) -> pod.end().pod() + seconds(pod.deleted()) + seconds(pod.endpointRemoved()) + "none"
					+ seconds(pod.end().sigterm()) + seconds(pod.end().exit()) + "143no")
			.toList());
		// endpoint removed, SIGTERM and exit of each
		assertThat(this.browser.number(POINTS, "pods")).isEqualTo(3L * run.pods().size());
		List<String> losses = run.failures()
			.stream()
			.map((failure) -> seconds(failure.at()) + (failure.retried() ? "re-tried" : "lost") + failure.request())
			.toList();
		this.browser.evaluate("document.querySelector('#losses button')?.click()");
		assertThat(this.browser.texts("#losses tbody tr")).hasSameSizeAs(losses)
			.zipSatisfy(losses, (row, loss) -> assertThat(row).startsWith(loss));
	}

	@Test
	void wordsOfTheApplicationAreShownAndDoNothing() {
		open(Results.of(Results.NASTY));

		String shown = Results.NASTY.replace("\u2028", "[U+2028]")
			.replace("\u2029", "[U+2029]")
			.replace("\u0007", "[U+0007]")
			.replace("\ud800", "[U+D800]");
		assertThat(this.browser.evaluate("return typeof window.forged")).isEqualTo("undefined");
		assertThat(this.browser.number("return document.images.length")).isZero();
		assertThat(this.browser.texts("#rehearsal").get(0)).contains(shown);
		assertThat(this.browser.texts("#verdict td")).contains(shown);
		assertThat(this.browser.texts("#losses td")).contains(shown, "GET /" + shown);
		assertThat(this.browser.texts("#events td")).contains(shown);
		assertThat(this.browser.texts("#reports pre").get(0)).isEqualTo(shown);
		assertThat(this.browser.texts("#reports pre").get(1))
			.contains("   2.10 s  Termination began, triggered by the pre-stop hook: " + shown);
		assertThat(this.browser.problems()).isEmpty();
	}

	@Test
	void thePhasesThatThePodLoggedAreInTheTimeline() {
		open(Results.of("words"));

		assertThat(this.browser.texts("#pods-plot .key li")).containsExactly("starting", "serving", "terminating",
				"propagating", "draining", "drained");
		assertThat(this.browser
			.strings("return phasesOf('pod-1', 0).map((bar) => bar.name + ' ' + bar.from + ' ' + bar.to)"))
			.containsExactly("propagating 2.1 7.1", "draining 7.1 7.4", "drained 7.4 8");
	}

	@Test
	void twelveThousandRequestsAreDrawnWithoutAWait() {
		open(Results.ofRequests(12_000));

		assertThat(this.browser.number(POINTS, "requests")).isEqualTo(12_000);
		assertThat(this.browser.texts("#requests-plot .u-label")).contains("● succeeded 11880", "✕ lost 120");
		assertThat(this.browser.texts("#setups"))
			.containsExactly(" The setup's 1, which no count contains, is among them.");
		assertThat(this.browser.number("""
				const began = performance.now();
				plots.requests.redraw();
				plots.requests.ctx.getImageData(0, 0, 1, 1);
				return performance.now() - began;""")).isBetween(0L, 1000L);
	}

	@Test
	void aRequestIsReadByPointingAtIt() {
		open(Results.of("words"));

		List<String> place = this.browser.strings("""
				const plot = plots.requests;
				const over = plot.over.getBoundingClientRect();
				return [plot.valToPos(2.5, 'x') - over.width / 2, plot.valToPos(0.0302, 'y') - over.height / 2]""");
		new Actions(this.browser.driver()).scrollToElement(this.browser.driver().findElement(By.id("request")))
			.moveToElement(this.browser.driver().findElement(By.cssSelector("#requests-plot .u-over")),
					(int) Double.parseDouble(place.get(0)), (int) Double.parseDouble(place.get(1)))
			.perform();

		assertThat(this.browser.texts("#request")).containsExactly(
				"2.50 s · PUT /b · no pod · new connection · no answer · 30.2 ms · lost · new connection refused");
	}

	@Test
	void theColoursAreThoseOfTheSystemUntilAClick() {
		open(Results.of("words"));
		String background = "return getComputedStyle(document.body).backgroundColor";

		assertThat(this.browser.evaluate(background)).isEqualTo("rgb(255, 255, 255)");
		this.browser.driver().findElement(By.id("theme")).click();
		assertThat(this.browser.evaluate(background)).isEqualTo("rgb(18, 23, 28)");
		assertThat(this.browser.texts("#theme")).containsExactly("Light");
		this.browser.driver().findElement(By.id("theme")).click();
		assertThat(this.browser.evaluate(background)).isEqualTo("rgb(255, 255, 255)");
	}

	@Test
	void aNarrowWindowScrollsTablesAndNotThePage() {
		open(Results.of("words"));
		Dimension before = this.browser.driver().manage().window().getSize();
		try {
			this.browser.driver().manage().window().setSize(new Dimension(400, 800));

			assertThat(this.browser.number("return document.documentElement.scrollWidth - innerWidth"))
				.isLessThanOrEqualTo(0);
		}
		finally {
			this.browser.driver().manage().window().setSize(before);
		}
	}

	@Test
	void everyTableHasHeadingsOfColumnsAndOfRows() {
		open(Results.of("words"));

		assertThat(this.browser.number("return document.querySelectorAll('table.figures').length")).isEqualTo(4);
		assertThat(this.browser.number("""
				return [...document.querySelectorAll('table.figures')].filter((table) => table.caption.textContent
						&& [...table.tHead.rows[0].cells].every((cell) => cell.scope === 'col')
						&& [...table.tBodies[0].rows].every((row) => row.cells[0].scope === 'row')).length"""))
			.isEqualTo(4);
		assertThat(this.browser.texts("canvas:not([role=img][aria-label])")).isEmpty();
	}

	@Test
	void aRehearsalThatDidNotStartHasAPageToo() {
		open(Results.notStarted());

		assertThat(this.browser.texts("h1")).containsExactly("NOT STARTED: a pod did not become ready");
		assertThat(this.browser.texts("#requests-plot")).containsExactly("No request was sent.");
		assertThat(this.browser.texts("#losses")).containsExactly("None.");
		assertThat(this.browser.problems()).isEmpty();
	}

	private void open(RehearsalResult result) {
		Path page = this.directory.resolve("page.html");
		result.writePage(page);
		this.browser.open(page);
	}

	private static String seconds(Duration duration) {
		// the page has tenths of milliseconds, and rounds as JavaScript does
		return new BigDecimal(BigDecimal.valueOf(duration.toNanos() / 100_000, 4).doubleValue()).setScale(2,
				RoundingMode.HALF_UP) + " s";
	}

}

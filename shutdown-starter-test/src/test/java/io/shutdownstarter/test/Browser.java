package io.shutdownstarter.test;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A Chromium without a window, which resolves no name. Aborts the test if none is
 * installed.
 */
final class Browser implements AutoCloseable {

	/**
	 * Set to "required" where a machine without a browser is a failure.
	 */
	private static final String REQUIRED = "SHUTDOWN_STARTER_CHROMIUM";

	private final ChromeDriverService service;

	private final ChromeDriver driver;

	private Browser(Path binary, Path driver, Path directory) {
		// with both paths given nothing is looked for, and nothing downloaded
		this.service = new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile())
			.usingAnyFreePort()
			.withEnvironment(Map.of("HOME", directory.toString()))
			.withLogFile(directory.resolve("driver.log").toFile())
			.build();
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		logs.enable(LogType.PERFORMANCE, Level.ALL);
		ChromeOptions options = new ChromeOptions().setBinary(binary.toFile());
		options.setCapability("goog:loggingPrefs", logs);
		// the sandbox does not start as root; the pages that are opened are our own
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync",
				"--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=" + directory.resolve("profile"));
		this.driver = new ChromeDriver(this.service, options);
		this.driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60));
	}

	static Browser start(Path directory) {
		Path binary = find("chromium", "chromium-browser", "google-chrome");
		Path driver = find("chromedriver");
		if (binary != null && driver != null) {
			return new Browser(binary, driver, directory);
		}
		String reason = "There is no chromium with its chromedriver: nothing is shown about the page";
		if ("required".equals(System.getenv(REQUIRED))) {
			throw new AssertionError(reason);
		}
		System.err.println(reason);
		return Assumptions.abort(reason);
	}

	private static @Nullable Path find(String... names) {
		String[] folders = System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1);
		return Stream.of(names)
			.flatMap((name) -> Stream.of(folders).map((folder) -> Path.of(folder, name)))
			.filter(Files::isExecutable)
			.findFirst()
			.orElse(null);
	}

	ChromeDriver driver() {
		return this.driver;
	}

	// Opens a file, and forgets what was logged before.
	void open(Path page) {
		problems();
		requests();
		this.driver.get(page.toUri().toString());
	}

	// The texts of all elements that a CSS selector finds.
	List<String> texts(String selector) {
		return strings("return [...document.querySelectorAll(arguments[0])].map((found) => found.textContent)",
				selector);
	}

	List<String> strings(String script, Object... arguments) {
		return list(script, arguments).stream().map(String::valueOf).toList();
	}

	private List<?> list(String script, Object... arguments) {
		return (evaluate(script, arguments) instanceof List<?> list) ? list : List.of();
	}

	long number(String script, Object... arguments) {
		return (evaluate(script, arguments) instanceof Number number) ? number.longValue() : -1;
	}

	@Nullable Object evaluate(String script, Object... arguments) {
		return this.driver.executeScript(script, arguments);
	}

	// What the console shows, which a page that is right leaves empty.
	List<String> problems() {
		return this.driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
	}

	// What was asked for over the network or from disk since the page was opened.
	List<String> requests() {
		Pattern request = Pattern.compile("Network\\.requestWillBeSent\".*\"request\":\\{.*?\"url\":\"([^\"]*)\"");
		return this.driver.manage()
			.logs()
			.get(LogType.PERFORMANCE)
			.getAll()
			.stream()
			.flatMap((entry) -> request.matcher(entry.getMessage()).results())
			.map((match) -> match.group(1))
			.toList();
	}

	@Override
	public void close() {
		this.driver.quit();
		this.service.stop();
	}

}

package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ResultPage}; {@code ResultPageIT} looks at it with a browser.
 */
class ResultPageTests {

	private static final int MEGABYTE = 1024 * 1024;

	@Test
	void thePageHasTheLicencesOfWhatItIsMadeOf() {
		assertThat(Results.of("words").page()).contains("github.com/leeoniya/uPlot")
			.contains("The MIT License", "Permission is hereby granted, free of charge");
	}

	@Test
	void thePageRefersToNoOtherFile() {
		assertThat(Results.of("words").page()).doesNotContainPattern("<(script|img|link|iframe)[^>]*(src|href)=")
			.doesNotContainPattern("@import|url\\(")
			.contains("default-src 'none'");
	}

	@Test
	void wordsOfTheApplicationThatLookLikeAPlaceholderStayWords() {
		assertThat(Results.of("${uplot.css} $1 \\").page()).containsOnlyOnce(".u-cursor-pt {")
			.contains("rollout of ${uplot.css} $1 \\\\");
	}

	@Test
	void twelveThousandRequestsTakeLessThanAMegabyte(@TempDir Path directory) throws IOException {
		Path page = directory.resolve("page.html");
		Results.ofRequests(12_000).writePage(page);

		assertThat(Files.size(page)).isBetween(100_000L, (long) MEGABYTE);
	}

}

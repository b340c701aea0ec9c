package io.shutdownstarter.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests that a server can be compared, for a moment; the figures mean nothing.
 */
class ServerCostTests {

	@ParameterizedTest
	@CsvSource({ "NETTY, false", "TOMCAT, true" })
	void serverFindsItsFigures(ComparedServer server, boolean apart) throws IOException {
		String table = ServerCost
			.measure(new CostPlan(List.of(server), 1, 1, Duration.ofMillis(20), Duration.ZERO, apart));

		assertThat(table.lines()).filteredOn((line) -> line.startsWith("| " + server))
			.singleElement()
			.matches((row) -> row.matches("\\| [^|]+( \\| \\d+\\.\\d){2} \\| \\*\\*\\d.*( \\| [^|]+){3} \\|"));
	}

	// resolved when figures are wanted only, so nothing else would notice
	@Test
	void undertowComesWithTheSpringBootOfTheMatrix() throws IOException {
		String boot = "<artifactId>spring-boot-starter-parent</artifactId>\n\t\t<version>";
		String matrix = Files.readString(Path.of("../docs/src/it/compatibility/boot-3.5/pom.xml"));

		String version = matrix.substring(matrix.indexOf(boot), matrix.indexOf("</version>", matrix.indexOf(boot)));

		assertThat(Files.readString(Path.of("src/it/undertow/pom.xml"))).contains(version);
	}

	@Test
	void tableIsPutBetweenItsMarks() throws IOException {
		String page = Files.readString(Path.of("README.md"));

		String changed = ServerCost.replace(page, "| new |\n");

		assertThat(changed).contains(ServerCost.BEGIN + "\n| new |\n" + ServerCost.END)
			.startsWith(page.substring(0, page.indexOf(ServerCost.BEGIN)))
			.endsWith(page.substring(page.indexOf(ServerCost.END)));
		assertThatIllegalStateException().isThrownBy(() -> ServerCost.replace("no marks", "| new |\n"));
	}

	@Test
	void spreadIsThatOfTheFigures() {
		Spread spread = Spread.of(new double[] { 1.3, 1.0, 1.1, 1.2, 1.4 });

		assertThat(spread.quartiles()).isEqualTo("1.200 (1.100 to 1.300)");
		assertThat(spread.least()).isBetween(1.0, 1.2);
		assertThat(spread.most()).isBetween(1.2, 1.4);
	}

	@Test
	void blockComparesWithAndWithoutWhicheverComesFirst() {
		Block block = new Block(new Slice(100, 2_000_000, 1_000_000), new Slice(200, 5_000_000, 3_000_000));

		assertThat(block.processorRatio()).isEqualTo(1.5);
		assertThat(block.throughputRatio()).isEqualTo(0.8);
	}

}

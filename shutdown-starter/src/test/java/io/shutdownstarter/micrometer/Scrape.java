package io.shutdownstarter.micrometer;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.shutdownstarter.support.HttpAnswer;
import io.shutdownstarter.support.HttpConnection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Prometheus reads.
 *
 * @param lines the lines about the termination
 */
record Scrape(List<String> lines) {

	static Scrape of(int port) throws IOException {
		HttpAnswer answer = HttpConnection.get(port, "/actuator/prometheus");
		assertThat(answer.status()).isEqualTo(200);
		return new Scrape(answer.body().lines().filter((line) -> line.contains("termination_")).toList());
	}

	List<String> comments() {
		return this.lines.stream().filter((line) -> line.startsWith("#")).toList();
	}

	Map<String, Double> samples() {
		return this.lines.stream()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> line.split(" ", 2))
			.collect(Collectors.toMap((sample) -> sample[0], (sample) -> Double.valueOf(sample[1])));
	}

	double sample(String name) {
		Map<String, Double> samples = samples();
		assertThat(samples).containsKey(name);
		return samples.getOrDefault(name, Double.NaN);
	}

	String phase() {
		List<String> current = samples().entrySet()
			.stream()
			.filter((sample) -> sample.getKey().startsWith("termination_phase{") && sample.getValue() == 1)
			.map(Map.Entry::getKey)
			.toList();
		assertThat(current).hasSize(1);
		return current.get(0).replaceAll(".*\"(.*)\".*", "$1");
	}

}

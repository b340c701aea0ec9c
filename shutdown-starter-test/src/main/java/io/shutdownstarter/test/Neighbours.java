package io.shutdownstarter.test;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The neighbour containers of a pod: one for each port that its command wants to reach
 * through a neighbour.
 */
final class Neighbours implements AutoCloseable {

	private static final Pattern PLACE = Pattern.compile("\\{neighbourPort:(\\d+)}");

	private final Map<String, Neighbour> byPlace;

	private Neighbours(Map<String, Neighbour> byPlace) {
		this.byPlace = byPlace;
	}

	static Neighbours of(PodCommand command) throws IOException {
		String words = String.join("\n", command.launcher()) + "\n" + String.join("\n", command.arguments());
		Map<String, Neighbour> byPlace = new LinkedHashMap<>();
		for (MatchResult place : PLACE.matcher(words).results().toList()) {
			if (!byPlace.containsKey(place.group())) {
				byPlace.put(place.group(), Neighbour.start(Integer.parseInt(place.group(1))));
			}
		}
		return new Neighbours(byPlace);
	}

	List<String> fillIn(List<String> words) {
		return words.stream().map(this::fillIn).toList();
	}

	private String fillIn(String word) {
		String filled = word;
		for (Map.Entry<String, Neighbour> neighbour : this.byPlace.entrySet()) {
			filled = filled.replace(neighbour.getKey(), Integer.toString(neighbour.getValue().port()));
		}
		return filled;
	}

	@Override
	public void close() {
		this.byPlace.values().forEach(Neighbour::close);
	}

}

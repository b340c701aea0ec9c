package io.shutdownstarter.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.springframework.boot.SpringBootVersion;

/**
 * What the starter costs a request on each server: the same application without it and
 * with it, in turns, under the load of one client thread. Prints a table; if no server is
 * named, also puts it into the page between its marks. <pre>{@code
 * mvn -q verify -pl benchmarks -am -DskipTests -Dcost.skip=false
 * }</pre>
 */
public final class ServerCost {

	static final String BEGIN = "<!-- begin of what ServerCost has measured -->";

	static final String END = "<!-- end of what ServerCost has measured -->";

	private ServerCost() {
	}

	/**
	 * Measures.
	 * @param args the page first, then those of {@link CostPlan#of}
	 * @throws IOException if a server does not answer
	 */
	public static void main(String[] args) throws IOException {
		Path page = Path.of(args[0]);
		String[] options = new String[args.length - 1];
		System.arraycopy(args, 1, options, 0, options.length);
		CostPlan plan = CostPlan.of(options);
		String table = measure(plan);
		System.out.println(table);
		if (plan.isWhole()) {
			Files.writeString(page, replace(Files.readString(page), table));
		}
	}

	static String measure(CostPlan plan) throws IOException {
		double load = load();
		List<String> lines = new ArrayList<>();
		lines.add(Comparison.HEAD);
		for (ComparedServer server : plan.servers()) {
			lines.add(Comparison.of(server, plan).row());
			// for whoever waits
			System.out.println(lines.get(lines.size() - 1));
		}
		lines.add(0, String.format(Locale.ROOT,
				"%d processors, JDK %s, Boot %s, %s; %s. Load of the machine: %.1f before, %.1f at the end.%n",
				Runtime.getRuntime().availableProcessors(), Runtime.version(), SpringBootVersion.getVersion(),
				DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).format(LocalDate.now(ZoneOffset.UTC)), plan,
				load, load()));
		return String.join("\n", lines) + "\n";
	}

	static String replace(String page, String table) {
		int begin = page.indexOf(BEGIN);
		int end = page.indexOf(END);
		if (begin < 0 || end < begin) {
			throw new IllegalStateException("The page has no place for the table");
		}
		return page.substring(0, begin + BEGIN.length()) + "\n" + table + page.substring(end);
	}

	// of the last minute, as the system tells it; -1 where it does not
	private static double load() {
		return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
	}

}

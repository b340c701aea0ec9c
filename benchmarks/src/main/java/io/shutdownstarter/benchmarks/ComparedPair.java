package io.shutdownstarter.benchmarks;

import java.io.IOException;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * The process that serves: the same application twice, without the starter and with it.
 * In one JVM, so that both share what its compiler happens to do, by which two JVMs
 * differ more than by a starter. Lives until the end of its input.
 */
public final class ComparedPair {

	/**
	 * What the line with the two ports begins with.
	 */
	static final String PORTS = "ports ";

	private ComparedPair() {
	}

	/**
	 * Starts the pair.
	 * @param args the name of a server, and whether the side with the starter starts
	 * first
	 * @throws IOException if the input breaks
	 */
	public static void main(String[] args) throws IOException {
		ComparedServer server = ComparedServer.valueOf(args[0]);
		boolean reversed = Boolean.parseBoolean(args[1]);
		String first = port(server.start(reversed));
		String second = port(server.start(!reversed));
		System.out.println(PORTS + (reversed ? second + " " + first : first + " " + second));
		while (System.in.read() != -1) {
			// until it ends
		}
		// nothing is in flight, and the close of a context is not what is measured
		Runtime.getRuntime().halt(0);
	}

	private static String port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port");
	}

}

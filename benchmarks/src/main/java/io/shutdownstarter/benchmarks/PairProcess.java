package io.shutdownstarter.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A {@link ComparedPair} in a JVM of its own.
 */
final class PairProcess implements AutoCloseable {

	private final Process process;

	private final int portWithout;

	private final int portWith;

	private PairProcess(Process process, int portWithout, int portWith) {
		this.process = process;
		this.portWithout = portWithout;
		this.portWith = portWith;
	}

	/**
	 * Starts the process, and waits for both applications.
	 * @param server the server
	 * @param reversed whether the one with the starter starts first
	 * @param apart whether each has classes of its own
	 * @return the process with both serving
	 * @throws IOException if it cannot be started
	 */
	static PairProcess start(ComparedServer server, boolean reversed, boolean apart) throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				ServerClassPath.of(server),
				// a heap that does not change, and threads of the JVM that do not end:
				// their time would be lost with them
				"-Xms256m", "-Xmx256m", "-XX:-UseDynamicNumberOfCompilerThreads", "-XX:-UseDynamicNumberOfGCThreads",
				ComparedPair.class.getName(), server.name(), Boolean.toString(reversed), Boolean.toString(apart))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try {
			String[] ports = readPorts(process).split(" ", 2);
			return new PairProcess(process, Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
		}
		catch (IOException | RuntimeException ex) {
			process.destroyForcibly();
			throw ex;
		}
	}

	private static String readPorts(Process process) throws IOException {
		BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
		StringBuilder log = new StringBuilder();
		for (String line = out.readLine(); line != null; line = out.readLine()) {
			if (line.startsWith(ComparedPair.PORTS)) {
				return line.substring(ComparedPair.PORTS.length());
			}
			log.append(line).append('\n');
		}
		throw new IOException("The applications did not start:\n" + log);
	}

	int portWithout() {
		return this.portWithout;
	}

	int portWith() {
		return this.portWith;
	}

	long id() {
		return this.process.pid();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}

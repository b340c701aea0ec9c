package io.shutdownstarter.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
	 * @param args the name of a server, whether the side with the starter starts first,
	 * and whether each side has classes of its own
	 * @throws IOException if the input breaks
	 * @throws ReflectiveOperationException if a side cannot be started
	 */
	public static void main(String[] args) throws IOException, ReflectiveOperationException {
		boolean reversed = Boolean.parseBoolean(args[1]);
		boolean apart = Boolean.parseBoolean(args[2]);
		String first = start(args[0], reversed, apart);
		String second = start(args[0], !reversed, apart);
		System.out.println(PORTS + (reversed ? second + " " + first : first + " " + second));
		while (System.in.read() != -1) {
			// until it ends
		}
		// nothing is in flight, and the close of a context is not what is measured
		Runtime.getRuntime().halt(0);
	}

	/**
	 * Starts one side, with the classes of the loader of this class.
	 * @param server the name of a server
	 * @param second whether this is the side that has the starter
	 * @return the port
	 */
	public static String start(String server, boolean second) {
		return ComparedServer.valueOf(server).start(second).getEnvironment().getRequiredProperty("local.server.port");
	}

	private static String start(String server, boolean second, boolean apart)
			throws IOException, ReflectiveOperationException {
		if (!apart) {
			return start(server, second);
		}
		ClassLoader classes = classesOfItsOwn();
		Thread.currentThread().setContextClassLoader(classes);
		Class<?> side = Class.forName(ComparedPair.class.getName(), true, classes);
		return (String) side.getMethod("start", String.class, boolean.class).invoke(null, server, second);
	}

	// what the compiler learns of a class it learns once for each loader; the JDK's own
	// classes remain common to both
	private static ClassLoader classesOfItsOwn() throws IOException {
		List<URL> urls = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
			urls.add(Path.of(entry).toUri().toURL());
		}
		return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
	}

}

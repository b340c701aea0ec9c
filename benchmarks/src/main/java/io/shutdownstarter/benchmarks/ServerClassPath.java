package io.shutdownstarter.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.util.Assert;

import io.shutdownstarter.Termination;

/**
 * The class path of a process that serves: that of this one, unless the server needs an
 * older Spring Boot. Then Maven has listed its jars, and only the classes of this project
 * are the same.
 */
final class ServerClassPath {

	private static final Path UNDERTOW = Path.of("target", "undertow.class-path");

	private ServerClassPath() {
	}

	static String of(ComparedServer server) throws IOException {
		if (server != ComparedServer.UNDERTOW) {
			return System.getProperty("java.class.path");
		}
		Assert.state(Files.exists(UNDERTOW), () -> UNDERTOW + " is missing, which -Dcost.skip=false makes");
		return String.join(File.pathSeparator, place(ComparedPair.class), place(Termination.class),
				Files.readString(UNDERTOW).strip());
	}

	private static String place(Class<?> type) {
		try {
			return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

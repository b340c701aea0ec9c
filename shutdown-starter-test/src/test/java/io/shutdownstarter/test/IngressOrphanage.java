package io.shutdownstarter.test;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Starts an ingress, prints the ids of its processes, and waits to be killed.
 */
public final class IngressOrphanage {

	private IngressOrphanage() {
	}

	public static void main(String[] args) throws Exception {
		try (Router router = Entry.valueOf(args[0]).start(1, Path.of(args[1]))) {
			router.set(new Endpoint("pod-1", 1), EndpointState.READY);
			String name = args[0].toLowerCase(Locale.ROOT);
			ProcessHandle.current()
				.descendants()
				.filter((process) -> process.info().command().orElse("").endsWith("/" + name))
				.forEach((process) -> System.out.println(process.pid()));
			System.out.println("started");
			System.in.read();
		}
	}

}

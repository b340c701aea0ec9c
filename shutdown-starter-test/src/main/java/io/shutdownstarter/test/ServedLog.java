package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The pods' own count of what they served, which must agree with that of the clients.
 *
 * @since 0.1.0
 */
public interface ServedLog {

	/**
	 * Returns what is added to a pod's arguments so that it writes its count. The
	 * placeholder <code>{accessLogDir}</code> becomes a directory of the pod's own.
	 * @return the arguments
	 */
	List<String> arguments();

	/**
	 * Reads what a pod has written. Called once, after the pod has ended.
	 * @param directory the pod's directory
	 * @return every request with a rehearsal's id, none twice unless it was served twice;
	 * {@code null} if the pod keeps no count
	 * @throws IOException if the pod's count cannot be read
	 */
	@Nullable List<ServedRequest> read(Path directory) throws IOException;

	/**
	 * The request log of Spring Boot's Tomcat, Jetty or Undertow, whichever the pod runs
	 * on. A pod on anything else keeps no count: that of Reactor Netty has no place for
	 * the header by which a request is told.
	 * @return the log
	 */
	static ServedLog ofServer() {
		return new RequestLog();
	}

}

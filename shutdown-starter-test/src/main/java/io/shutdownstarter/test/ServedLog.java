package io.shutdownstarter.test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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
	 * @return every request with a rehearsal's id, none twice unless it was served twice
	 * @throws IOException if the pod's count cannot be read
	 */
	List<ServedRequest> read(Path directory) throws IOException;

	/**
	 * The access log of Spring Boot's Tomcat.
	 * @return the log
	 */
	static ServedLog tomcat() {
		return new TomcatAccessLog();
	}

}

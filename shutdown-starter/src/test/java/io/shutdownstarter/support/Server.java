package io.shutdownstarter.support;

import java.util.List;

/**
 * A server of the tests' Boot line, with the stack that it serves.
 */
public interface Server {

	/**
	 * What an application sets to be served by it.
	 * @return settings, such as {@code a=b}
	 */
	List<String> settings();

}

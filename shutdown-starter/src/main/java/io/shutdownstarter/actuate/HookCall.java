package io.shutdownstarter.actuate;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A call of the hook as it came in by the connection, whatever the stack that serves it:
 * what the server or the framework has taken out of it, or put in, is told apart.
 */
interface HookCall {

	/**
	 * The path without the query.
	 * @return the path as the client has written it
	 */
	String path();

	/**
	 * The names of all headers.
	 * @return the names in any case
	 */
	Collection<String> headerNames();

	/**
	 * The values of a header.
	 * @param name the name in any case
	 * @return a value for each line of that name
	 */
	List<String> headers(String name);

	/**
	 * The server's side of the connection itself.
	 * @return the address, or {@code null} if it is none of the network
	 */
	@Nullable ListeningAddress localAddress();

	/**
	 * Whether the connection itself is encrypted, whatever a proxy says.
	 * @return whether it speaks TLS
	 */
	boolean isTls();

	/**
	 * Whether the server has taken out the traces of a proxy, and left a mark.
	 * @return whether there is {@link KubeletGuard#FORWARDED}
	 */
	boolean isMarkedAsForwarded();

}

package io.shutdownstarter;

/**
 * Connections that carry many requests at a time (HTTP/2), so that no header of an answer
 * can ask their clients to leave: the server itself has to. To be asked to leave refuses
 * nothing; requests that come all the same are served. Safe for use by any thread;
 * nothing here blocks for long.
 *
 * @since 0.1.0
 */
public interface MultiplexedConnections {

	/**
	 * Tells the clients of all connections that are open now, as the first signal does.
	 */
	void tellToLeave();

	/**
	 * Tells the client of the connection over which a late request has come, unless it
	 * has been told since the first signal. Cheap if it has, and if the connection
	 * carries one request at a time.
	 * @param request the request as the server made it: of the Servlet API or of Reactor
	 * Netty
	 */
	void tellToLeave(Object request);

	/**
	 * The application serves again: whoever has stayed is told anew by the next
	 * termination.
	 */
	void letStay();

}

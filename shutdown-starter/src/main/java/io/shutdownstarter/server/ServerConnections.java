package io.shutdownstarter.server;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP/2 connections of one server.
 */
interface ServerConnections {

	/**
	 * Of a server that has none, or none that can be told.
	 */
	ServerConnections NONE = new ServerConnections() {

		@Override
		public List<OpenConnection> open() {
			return List.of();
		}

		@Override
		public @Nullable String connectionOf(Object request) {
			return null;
		}

	};

	/**
	 * What is open now.
	 * @return the connections that can be told to leave
	 */
	List<OpenConnection> open();

	/**
	 * The connection over which a request has come; cheap, since every late request is
	 * asked.
	 * @param request the request as the server made it
	 * @return the {@link OpenConnection#id()}, or {@code null} if it is no HTTP/2
	 */
	@Nullable String connectionOf(Object request);

	/**
	 * The server is about to stop. Most say then by themselves which streams they still
	 * take; this is for one that does not, once its connections have been told to leave.
	 */
	default void lastCall() {
	}

}

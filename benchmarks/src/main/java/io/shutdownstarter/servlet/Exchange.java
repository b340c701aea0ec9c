package io.shutdownstarter.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * One request of each thread, made of Tomcat's own classes without a socket, as a mapped
 * request for the dispatcher servlet is when it reaches the filters: all of it has been
 * parsed, and nothing that is read here has to be made for us. Tomcat's part is the same
 * for each request and is not measured.
 */
@State(Scope.Thread)
public class Exchange {

	private static final String PATH = "/files/report-2026.pdf";

	final HttpServletRequest request;

	final HttpServletRequest asyncRequest;

	final HttpServletResponse response;

	final AsyncExchange async = new AsyncExchange();

	/**
	 * Create the exchange.
	 */
	public Exchange() {
		Connector connector = new Connector();
		org.apache.coyote.Request parsed = new org.apache.coyote.Request();
		org.apache.coyote.Response answer = new org.apache.coyote.Response();
		parsed.setResponse(answer);
		parsed.setMethod("GET");
		parsed.protocol().setString("HTTP/1.1");
		parsed.requestURI().setString(PATH);
		parsed.getMimeHeaders().setValue("User-Agent").setString("Mozilla/5.0 (X11; Linux x86_64)");
		Request request = connector.createRequest(parsed);
		request.getMappingData().wrapperPath.setString(PATH);
		Response response = connector.createResponse(answer);
		request.setResponse(response);
		response.setRequest(request);
		// as every answer has that is written at once
		answer.setContentLength(PATH.length());
		this.request = request.getRequest();
		this.response = response.getResponse();
		this.asyncRequest = new AsyncRequest(this.request, this.async);
	}

	/**
	 * A request that goes async at once.
	 */
	private static final class AsyncRequest extends HttpServletRequestWrapper {

		private final AsyncContext async;

		AsyncRequest(HttpServletRequest request, AsyncContext async) {
			super(request);
			this.async = async;
		}

		@Override
		public boolean isAsyncStarted() {
			return true;
		}

		@Override
		public AsyncContext getAsyncContext() {
			return this.async;
		}

	}

}

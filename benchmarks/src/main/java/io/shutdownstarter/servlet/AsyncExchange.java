package io.shutdownstarter.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the one listener that a filter adds, and does nothing else.
 */
final class AsyncExchange implements AsyncContext {

	// the shorter constructors of some servers ask the context for what it has not
	final AsyncEvent end = new AsyncEvent(this, null, null, null);

	@Nullable AsyncListener listener;

	@Override
	public void addListener(AsyncListener listener) {
		this.listener = listener;
	}

	@Override
	public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <T extends AsyncListener> T createListener(Class<T> type) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ServletRequest getRequest() {
		throw new UnsupportedOperationException();
	}

	@Override
	public ServletResponse getResponse() {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean hasOriginalRequestAndResponse() {
		throw new UnsupportedOperationException();
	}

	@Override
	public void dispatch() {
		throw new UnsupportedOperationException();
	}

	@Override
	public void dispatch(String path) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void dispatch(ServletContext context, String path) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void complete() {
		throw new UnsupportedOperationException();
	}

	@Override
	public void start(Runnable task) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void setTimeout(long millis) {
		throw new UnsupportedOperationException();
	}

	@Override
	public long getTimeout() {
		throw new UnsupportedOperationException();
	}

}

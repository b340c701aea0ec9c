package io.shutdownstarter.servlet;

import java.io.IOException;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/**
 * The least filter that counts: no paths, no header, no report.
 */
final class CountingFilter implements Filter {

	private final Runnable begin;

	private final Runnable end;

	CountingFilter(Runnable begin, Runnable end) {
		this.begin = begin;
		this.end = end;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		this.begin.run();
		try {
			chain.doFilter(request, response);
		}
		finally {
			if (request.isAsyncStarted()) {
				request.getAsyncContext().addListener(new AsyncEnd(this.end));
			}
			else {
				this.end.run();
			}
		}
	}

	private record AsyncEnd(Runnable end) implements AsyncListener {

		@Override
		public void onComplete(AsyncEvent event) {
			this.end.run();
		}

		@Override
		public void onTimeout(AsyncEvent event) {
		}

		@Override
		public void onError(AsyncEvent event) {
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
		}

	}

}

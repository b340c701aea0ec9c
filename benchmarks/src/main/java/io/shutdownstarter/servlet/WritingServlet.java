package io.shutdownstarter.servlet;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * What comes after the filter: begins to write an answer. Never inlined, as a real
 * application is not, so that the compiler cannot do away with what the filter hands on.
 */
final class WritingServlet implements FilterChain {

	static final WritingServlet INSTANCE = new WritingServlet();

	private WritingServlet() {
	}

	@Override
	@CompilerControl(CompilerControl.Mode.DONT_INLINE)
	public void doFilter(ServletRequest request, ServletResponse response) throws IOException {
		response.getOutputStream();
	}

}

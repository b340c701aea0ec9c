package io.shutdownstarter.actuate;

import java.util.function.UnaryOperator;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Puts something before all that WebFlux does on a port: its base path, its reading of
 * forwarded headers, and its filters. What counts requests stands before that, since its
 * post-processor has no order, and gives the bean back the class that it was declared by.
 */
final class HandlerFront implements BeanPostProcessor, Ordered {

	/** Next to the handler of WebFlux. */
	static final int INNER = 0;

	/** Around {@link #INNER}. */
	static final int OUTER = 1;

	private final int order;

	private final UnaryOperator<HttpHandler> front;

	HandlerFront(int order, UnaryOperator<HttpHandler> front) {
		this.order = order;
		this.front = front;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof HttpHandler handler) ? this.front.apply(handler) : bean;
	}

	@Override
	public int getOrder() {
		return this.order;
	}

}

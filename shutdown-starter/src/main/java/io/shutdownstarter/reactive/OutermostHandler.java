package io.shutdownstarter.reactive;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Puts what counts around the one handler of the application, whoever has made it. A
 * post-processor acts in its own context only, so the handler of a separate management
 * port, which belongs to a child, is left alone; a decorator factory or a web filter
 * would be found by the child as well.
 */
final class OutermostHandler implements BeanPostProcessor {

	private final ObjectProvider<InFlightHandlers> handlers;

	/**
	 * Create the post-processor.
	 * @param handlers asked when there is a handler, since what is needed before all
	 * other beans cannot be processed by others
	 */
	OutermostHandler(ObjectProvider<InFlightHandlers> handlers) {
		this.handlers = handlers;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof HttpHandler application) ? this.handlers.getObject().around(application) : bean;
	}

}

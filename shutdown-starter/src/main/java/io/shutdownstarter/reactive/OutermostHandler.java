package io.shutdownstarter.reactive;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Puts what counts around the one handler of the application, whoever has made it. A
 * post-processor acts in its own context only, so the handler of a separate management
 * port, which belongs to a child, is left alone; a decorator factory or a web filter
 * would be found by the child as well. A handler whose bean is declared by its own class
 * keeps that class, whatever else has been put around it by then.
 */
final class OutermostHandler implements BeanPostProcessor {

	private final ObjectProvider<InFlightHandlers> handlers;

	private final ConfigurableListableBeanFactory beans;

	private final Map<String, HttpHandler> declaredByClass = new ConcurrentHashMap<>();

	/**
	 * Create the post-processor.
	 * @param handlers asked when there is a handler, since what is needed before all
	 * other beans cannot be processed by others
	 * @param beans tells how the handler was declared
	 */
	OutermostHandler(ObjectProvider<InFlightHandlers> handlers, ConfigurableListableBeanFactory beans) {
		this.handlers = handlers;
		this.beans = beans;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String name) {
		if (bean instanceof HttpHandler handler && isDeclaredByClass(name)) {
			this.declaredByClass.put(name, handler);
		}
		return bean;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (bean instanceof HttpHandler application) {
			HttpHandler counting = this.handlers.getObject().around(application);
			HttpHandler handler = this.declaredByClass.remove(name);
			return (handler != null) ? HandlerClass.keep(handler, counting) : counting;
		}
		return bean;
	}

	// nobody can ask for more than the declared type: Boot declares the interface
	private boolean isDeclaredByClass(String name) {
		return this.beans.containsBeanDefinition(name) && !this.beans.getMergedBeanDefinition(name)
			.getResolvableType()
			.resolve(Object.class)
			.isAssignableFrom(HttpHandler.class);
	}

}

package io.shutdownstarter.reactive;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopConfigException;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * The class of a handler whose bean is declared by it: the application may ask for its
 * handler by that class elsewhere, and would not start if it got another.
 */
final class HandlerClass {

	private static final Log logger = LogFactory.getLog(HandlerClass.class);

	private HandlerClass() {
	}

	/**
	 * Gives what stands before a handler the handler's class. Not if that class, or a
	 * method of it, is final, nor in a native image, where no class can be made.
	 * @param handler the handler; all but its requests is still asked of it
	 * @param front what is to have its requests
	 * @return of the handler's class if that can be, else the same front
	 */
	static HttpHandler keep(HttpHandler handler, HttpHandler front) {
		if (isFinal(handler.getClass())) {
			return front;
		}
		ProxyFactory factory = new ProxyFactory();
		factory.setTarget(handler);
		factory.setProxyTargetClass(true);
		factory.addAdvice(new ToFront(front));
		try {
			return (HttpHandler) factory.getProxy(handler.getClass().getClassLoader());
		}
		catch (AopConfigException ex) {
			logger.debug("The handler is a bean of this class no more: " + handler.getClass().getName(), ex);
			return front;
		}
	}

	// a method that cannot be overridden would be called on an object that nobody has
	// constructed
	private static boolean isFinal(Class<?> type) {
		return Modifier.isFinal(type.getModifiers()) || Arrays.stream(type.getMethods())
			.anyMatch((method) -> isFinal(method) && method.getDeclaringClass() != Object.class);
	}

	private static boolean isFinal(Method method) {
		return Modifier.isFinal(method.getModifiers()) && !Modifier.isStatic(method.getModifiers());
	}

	/**
	 * Leads requests another way.
	 *
	 * @param front where they go
	 */
	private record ToFront(HttpHandler front) implements MethodInterceptor {

		@Override
		public @Nullable Object invoke(MethodInvocation call) throws Throwable {
			Object[] arguments = call.getArguments();
			return (call.getMethod().getName().equals("handle") && arguments.length == 2
					&& arguments[0] instanceof ServerHttpRequest request
					&& arguments[1] instanceof ServerHttpResponse response) ? this.front.handle(request, response)
							: call.proceed();
		}

	}

}

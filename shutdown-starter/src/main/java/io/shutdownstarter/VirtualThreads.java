package io.shutdownstarter;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Tells virtual threads, for which Java 17 has no name. The handle is a constant, so the
 * compiler of the JVM puts in its place what it calls, a comparison of types; on a JDK
 * without virtual threads it is the constant {@code false}.
 */
final class VirtualThreads {

	private static final MethodHandle IS_VIRTUAL = isVirtual();

	private VirtualThreads() {
	}

	static boolean isVirtual(Thread thread) {
		try {
			return (boolean) IS_VIRTUAL.invokeExact(thread);
		}
		catch (Throwable ex) {
			throw new IllegalStateException("Neither of the two methods throws anything", ex);
		}
	}

	private static MethodHandle isVirtual() {
		try {
			return MethodHandles.publicLookup()
				.findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
		}
		catch (NoSuchMethodException | IllegalAccessException ex) {
			return MethodHandles.dropArguments(MethodHandles.constant(boolean.class, false), 0, Thread.class);
		}
	}

}

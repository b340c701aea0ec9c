package io.shutdownstarter;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.context.support.DefaultLifecycleProcessor;

/**
 * What a native image has to keep, since it is reached by its name only.
 */
final class TerminationRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.reflection()
			.registerType(DefaultLifecycleProcessor.class, (type) -> PhaseTimeouts.FIELDS.forEach(type::withField));
	}

}

package io.shutdownstarter.wiring;

import java.util.List;

import org.springframework.context.annotation.Bean;

import io.shutdownstarter.UncountedPaths;

/**
 * An application that brings a bean of the starter's types. Its package is none of the
 * starter's, though its name begins like them.
 */
public class ApplicationOfItsOwn {

	@Bean
	UncountedPaths uncountedPaths() {
		return List::of;
	}

}

/**
 * Meters of the termination.
 */
@NullMarked
package io.shutdownstarter.micrometer;

import org.jspecify.annotations.NullMarked;

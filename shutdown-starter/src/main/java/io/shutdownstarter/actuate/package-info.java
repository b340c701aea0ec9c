/**
 * The pre-stop hook, and what can be told about the termination, as actuator endpoints.
 */
@NullMarked
package io.shutdownstarter.actuate;

import org.jspecify.annotations.NullMarked;

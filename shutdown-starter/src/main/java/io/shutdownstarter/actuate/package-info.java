/**
 * The pre-stop hook as an actuator endpoint.
 */
@NullMarked
package io.shutdownstarter.actuate;

import org.jspecify.annotations.NullMarked;

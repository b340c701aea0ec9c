/**
 * The termination of an application: what happens from the first signal to the end.
 */
@NullMarked
package io.shutdownstarter;

import org.jspecify.annotations.NullMarked;

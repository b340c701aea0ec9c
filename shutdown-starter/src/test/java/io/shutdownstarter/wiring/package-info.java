/**
 * Tests of the starter as a whole, from outside: what an application gets by adding it.
 */
@NullMarked
package io.shutdownstarter.wiring;

import org.jspecify.annotations.NullMarked;

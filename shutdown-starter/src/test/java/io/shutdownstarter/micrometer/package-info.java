/**
 * Tests of the meters.
 */
@NullMarked
package io.shutdownstarter.micrometer;

import org.jspecify.annotations.NullMarked;

/**
 * Runs the benchmarks and prints what they found.
 */
@NullMarked
package io.shutdownstarter.benchmarks;

import org.jspecify.annotations.NullMarked;

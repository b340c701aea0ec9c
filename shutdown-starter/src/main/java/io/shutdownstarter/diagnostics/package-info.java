/**
 * What is said at the start: what the manifest must contain, and what would harm a
 * termination.
 */
@NullMarked
package io.shutdownstarter.diagnostics;

import org.jspecify.annotations.NullMarked;

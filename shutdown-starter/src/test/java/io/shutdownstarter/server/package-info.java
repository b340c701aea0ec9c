/**
 * Tests of what the servers themselves are told.
 */
@NullMarked
package io.shutdownstarter.server;

import org.jspecify.annotations.NullMarked;

/**
 * Counts the requests of WebFlux applications in flight, and tells HTTP/1.x clients to
 * leave.
 */
@NullMarked
package io.shutdownstarter.reactive;

import org.jspecify.annotations.NullMarked;

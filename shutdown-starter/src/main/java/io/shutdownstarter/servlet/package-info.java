/**
 * Counts servlet requests in flight, and tells HTTP/1.x clients to leave.
 */
@NullMarked
package io.shutdownstarter.servlet;

import org.jspecify.annotations.NullMarked;

/**
 * The edge to the web servers: what they have to be told themselves, whatever is served
 * on them, and what they have to tell their clients.
 */
@NullMarked
package io.shutdownstarter.server;

import org.jspecify.annotations.NullMarked;

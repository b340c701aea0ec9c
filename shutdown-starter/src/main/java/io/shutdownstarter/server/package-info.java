/**
 * What the servers themselves have to be told, whatever is served on them.
 */
@NullMarked
package io.shutdownstarter.server;

import org.jspecify.annotations.NullMarked;

/**
 * What tests of servers share: small applications with a real server, a client that shows
 * every byte, and gates instead of sleeps.
 */
@NullMarked
package io.shutdownstarter.support;

import org.jspecify.annotations.NullMarked;

/**
 * The rehearsal: plays Kubernetes for real processes, and counts the requests that get
 * lost when pods end.
 */
@NullMarked
package io.shutdownstarter.test;

import org.jspecify.annotations.NullMarked;

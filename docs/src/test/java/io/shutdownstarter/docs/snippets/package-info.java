/**
 * What the docs show of Java, and applications to run it in.
 */
@NullMarked
package io.shutdownstarter.docs.snippets;

import org.jspecify.annotations.NullMarked;

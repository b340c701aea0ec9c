/**
 * Tests for what the docs say: every command, snippet, property, default and link.
 */
@NullMarked
package io.shutdownstarter.docs;

import org.jspecify.annotations.NullMarked;

/**
 * What is promised on both stacks, on every server: tests that run over all of them, and
 * contracts for the tests of a stack, which add what is special to it.
 */
@NullMarked
package io.shutdownstarter.stack;

import org.jspecify.annotations.NullMarked;

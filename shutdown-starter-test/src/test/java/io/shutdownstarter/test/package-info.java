@NullMarked
package io.shutdownstarter.test;

import org.jspecify.annotations.NullMarked;

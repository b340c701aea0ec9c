/**
 * What counting costs, in the package whose types are not public.
 */
@NullMarked
package io.shutdownstarter;

import org.jspecify.annotations.NullMarked;

/**
 * What the filter costs, in the package whose types are not public.
 */
@NullMarked
package io.shutdownstarter.servlet;

import org.jspecify.annotations.NullMarked;

/**
 * A file service over REST, backed by FTP: the application whose pod is ended in the
 * middle of long transfers.
 */
@NullMarked
package io.shutdownstarter.sample;

import org.jspecify.annotations.NullMarked;

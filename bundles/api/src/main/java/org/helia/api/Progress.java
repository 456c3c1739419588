package org.helia.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Told how far a long operation has come. Called from worker threads, possibly from several at once
 * and often; an implementation returns at once and never throws.
 */
@ConsumerType
@FunctionalInterface
public interface Progress {
  /** Nobody watches. */
  Progress NONE = (blocks, bytes) -> {};

  /**
   * More work is done.
   *
   * @param blocks how many blocks were finished since the last call
   * @param bytes how many bytes of content or block data were finished since the last call
   */
  void advanced(long blocks, long bytes);
}

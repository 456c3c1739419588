package org.helia.api.codec;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Computes one hash function. Register an implementation as a service; the node can then make and
 * check CIDs with it.
 *
 * <p>Any number of threads may call at once.
 */
@ConsumerType
public interface Hasher {
  /** The function's code in the multicodec table. */
  long code();

  /** The function's name in the multicodec table, as in "sha2-256". */
  String name();

  /**
   * The full digest.
   *
   * @param bytes what to hash; not changed, not kept
   * @return a new array; for the identity function a copy of the input
   */
  byte[] digest(byte[] bytes);
}

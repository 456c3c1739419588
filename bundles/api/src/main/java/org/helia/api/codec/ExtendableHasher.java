package org.helia.api.codec;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A hash function whose digest is as long as is asked for, as BLAKE3 or SHAKE: each shorter digest
 * is the beginning of every longer one.
 */
@ConsumerType
public interface ExtendableHasher extends Hasher {
  /**
   * A digest of the usual length.
   *
   * @param bytes what to hash; not changed, not kept
   * @return a new array
   */
  @Override
  byte[] digest(byte[] bytes);

  /**
   * A digest of any length.
   *
   * @param bytes what to hash; not changed, not kept
   * @param length of the digest in bytes, from 1 to {@link
   *     org.helia.multiformats.Multihash#MAX_DIGEST_LENGTH}
   * @return a new array
   */
  byte[] digest(byte[] bytes, int length);
}

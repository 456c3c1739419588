package org.helia.api.block;

import org.helia.multiformats.Multihash;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Computes and compares the hashes that name blocks. {@link org.helia.api.codec.Hashers} is the one
 * of a node; this is the part of it that blocks need.
 */
@ProviderType
public interface ContentHasher {
  /** As {@link org.helia.api.codec.Hashers#sum(long, byte[], int)}. */
  Multihash sum(long code, byte[] bytes, int length);

  /** As {@link org.helia.api.codec.Hashers#matches}. */
  boolean matches(Multihash expected, byte[] bytes);
}

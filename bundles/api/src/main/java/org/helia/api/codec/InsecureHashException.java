package org.helia.api.codec;

import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;

/**
 * A digest is too short to be trusted, or an identity multihash too long, so nothing that has it is
 * read, stored or asked for.
 */
public final class InsecureHashException extends CodecException {
  private static final long serialVersionUID = 1L;

  /** Names the multihash, or its function when it is too long, and the limit it breaks. */
  public InsecureHashException(Multihash hash) {
    super(hash.isOversizedIdentity() ? tooLong(hash) : tooShort(hash));
  }

  private static String tooShort(Multihash hash) {
    return "multihash %s has a %s digest of %d bytes; at least %d are needed to trust it"
        .formatted(
            hash, Multicodec.nameOf(hash.code()), hash.digestLength(), Hashers.MIN_DIGEST_BYTES);
  }

  private static String tooLong(Multihash hash) {
    return "an identity multihash holds %d bytes; at most %d are allowed (IPIP-512)"
        .formatted(hash.digestLength(), Multihash.MAX_DIGEST_LENGTH);
  }
}

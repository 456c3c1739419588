package org.helia.api.codec;

import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;

/** A digest is too short to be trusted, so nothing that has it is read, stored or asked for. */
public final class InsecureHashException extends CodecException {
  private static final long serialVersionUID = 1L;

  /** Names the multihash and the shortest digest that would do. */
  public InsecureHashException(Multihash hash) {
    super(
        "multihash %s has a %s digest of %d bytes; at least %d are needed to trust it"
            .formatted(
                hash,
                Multicodec.nameOf(hash.code()),
                hash.digestLength(),
                Hashers.MIN_DIGEST_BYTES));
  }
}

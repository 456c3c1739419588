package org.helia.api.car;

/**
 * How an index of a CARv2 is laid out.
 *
 * @see <a href="https://ipld.io/specs/transport/car/carv2/#index-formats">CARv2, index formats</a>
 */
public enum CarIndexKind {
  /** Digests alone: which hash function they are of is to be seen in the CAR. */
  SORTED("car-index-sorted", 0x0400),

  /** Digests by hash function. */
  MULTIHASH_SORTED("car-multihash-index-sorted", 0x0401);

  private final String codecName;
  private final long code;

  CarIndexKind(String codecName, long code) {
    this.codecName = codecName;
    this.code = code;
  }

  /** The name in the multicodec table. */
  public String codecName() {
    return codecName;
  }

  /** The code in the multicodec table. */
  public long code() {
    return code;
  }
}

package org.helia.api.codec;

import org.helia.multiformats.Multicodec;

/** No hasher with the code is present, so nothing with such a hash can be checked. */
public final class UnknownHashException extends CodecException {
  private static final long serialVersionUID = 1L;

  private final long code;

  /**
   * @param what what needed it, as in "CID bafy…"
   */
  public UnknownHashException(String what, long code) {
    super(
        "%s needs the hash function %s (0x%x), which is not installed: feature:list names those that are there, as helia-hash-*"
            .formatted(what, Multicodec.nameOf(code), code));
    this.code = code;
  }

  /** The multicodec code. */
  public long code() {
    return code;
  }
}

package org.helia.api.codec;

import org.helia.multiformats.Multicodec;

/** No codec with the code is present. */
public final class UnknownCodecException extends CodecException {
  private static final long serialVersionUID = 1L;

  private final long code;

  /**
   * @param what what needed it, as in "block bafy…"
   */
  public UnknownCodecException(String what, long code) {
    super(
        "%s needs the codec %s (0x%x), which is not installed: feature:list names those that are there, as helia-codec-*"
            .formatted(what, Multicodec.nameOf(code), code));
    this.code = code;
  }

  /** The multicodec code. */
  public long code() {
    return code;
  }
}

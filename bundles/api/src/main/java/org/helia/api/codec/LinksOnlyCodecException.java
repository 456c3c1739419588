package org.helia.api.codec;

import org.helia.multiformats.Multicodec;

/** A codec is present, but it only lists links and neither reads nor writes values. */
public final class LinksOnlyCodecException extends CodecException {
  private static final long serialVersionUID = 1L;

  private final long code;

  /** An error about the codec with this code. */
  public LinksOnlyCodecException(long code) {
    super(
        "the codec %s (0x%x) that is installed only lists links; values need one that is a NodeCodec"
            .formatted(Multicodec.nameOf(code), code));
    this.code = code;
  }

  /** The multicodec code. */
  public long code() {
    return code;
  }
}

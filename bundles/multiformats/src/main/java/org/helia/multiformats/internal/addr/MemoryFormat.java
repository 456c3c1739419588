package org.helia.multiformats.internal.addr;

import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.internal.Quoted;

/**
 * Addresses within one process: a number of 64 bits, written in decimal digits in the bytes too, as
 * the registry's variable length has it.
 */
final class MemoryFormat implements ValueFormat {
  @Override
  public byte[] parse(String text) {
    return Utf8.encode(Long.toUnsignedString(Numbers.parseUnsigned(text)));
  }

  @Override
  public String print(byte[] bytes) {
    String text = Utf8.decode(bytes);
    String canonical = Long.toUnsignedString(Numbers.parseUnsigned(text));
    if (!canonical.equals(text)) {
      throw new MultiformatsException(
          "Expected " + canonical + " without zeros, found " + Quoted.of(text));
    }
    return text;
  }
}

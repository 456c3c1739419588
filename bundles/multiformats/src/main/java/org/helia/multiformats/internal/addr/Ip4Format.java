package org.helia.multiformats.internal.addr;

import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.internal.Quoted;

/** IPv4 addresses: four decimal numbers without leading zeros, which some read as octal. */
final class Ip4Format implements ValueFormat {
  private static final int LENGTH = 4;

  @Override
  public byte[] parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != LENGTH) {
      throw new MultiformatsException("Expected an IPv4 address, found " + Quoted.of(text));
    }
    byte[] bytes = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      if (parts[i].length() > 1 && parts[i].startsWith("0")) {
        throw new MultiformatsException(
            "An IPv4 address has no leading zeros, found " + Quoted.of(text));
      }
      bytes[i] = (byte) Numbers.parse(parts[i], 0xff);
    }
    return bytes;
  }

  @Override
  public String print(byte[] bytes) {
    StringBuilder text = new StringBuilder(15);
    for (int i = 0; i < bytes.length; i++) {
      text.append(i == 0 ? "" : ".").append(bytes[i] & 0xff);
    }
    return text.toString();
  }
}

package org.helia.multiformats.internal.addr;

import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.internal.Quoted;

/** Names that stand in the address as they are: domain names and IPv6 zones. */
final class NameFormat implements ValueFormat {
  @Override
  public byte[] parse(String text) {
    return Utf8.encode(checked(text));
  }

  @Override
  public String print(byte[] bytes) {
    return checked(Utf8.decode(bytes));
  }

  private static String checked(String name) {
    if (name.isEmpty() || name.indexOf('/') >= 0) {
      throw new MultiformatsException("Expected a name without slashes, found " + Quoted.of(name));
    }
    return name;
  }
}

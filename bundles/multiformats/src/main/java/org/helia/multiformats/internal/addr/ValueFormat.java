package org.helia.multiformats.internal.addr;

import org.helia.multiformats.MultiformatsException;

/** The two forms of a component's value: text between slashes, and bytes. */
public interface ValueFormat {
  /**
   * Reads the text as it stands in an address.
   *
   * @throws MultiformatsException if it is no such value
   */
  byte[] parse(String text);

  /**
   * Writes the text as it stands in an address, or refuses bytes that are no such value.
   *
   * @throws MultiformatsException if they are no such value
   */
  String print(byte[] bytes);

  /** The value itself, which differs from {@link #print} where that escapes characters. */
  default String value(byte[] bytes) {
    return print(bytes);
  }
}

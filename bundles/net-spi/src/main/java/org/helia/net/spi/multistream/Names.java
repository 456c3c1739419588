package org.helia.net.spi.multistream;

/** What errors show of names that the remote chose. */
final class Names {
  private static final int SHOWN = 80;

  private Names() {}

  /** The beginning of the name in quotes, without control characters. */
  static String quote(String name) {
    String shown = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "…";
    return '"' + shown.replaceAll("\\p{Cntrl}", "?") + '"';
  }
}

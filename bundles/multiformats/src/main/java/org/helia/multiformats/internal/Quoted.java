package org.helia.multiformats.internal;

/** Text from outside as error messages show it: in quotes, not too long, on one line. */
public final class Quoted {
  private static final int MAX_LENGTH = 120;

  private Quoted() {}

  /**
   * Quotes text.
   *
   * @param text any text
   * @return its beginning in double quotes, with control characters escaped
   */
  public static String of(String text) {
    int end = Math.min(text.length(), MAX_LENGTH);
    StringBuilder quoted = new StringBuilder(end + 8).append('"');
    for (int i = 0; i < end; i++) {
      char next = text.charAt(i);
      if (Character.isISOControl(next)) {
        quoted.append(String.format("\\u%04x", (int) next));
      } else {
        quoted.append(next);
      }
    }
    return quoted.append(end < text.length() ? "…\"" : "\"").toString();
  }
}

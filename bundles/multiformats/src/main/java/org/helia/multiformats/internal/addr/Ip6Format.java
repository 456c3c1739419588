package org.helia.multiformats.internal.addr;

import java.util.Arrays;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.internal.Quoted;

/**
 * IPv6 addresses, read in every form of RFC 4291 and written in that of RFC 5952. A zone is a
 * component of its own.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5952">RFC 5952</a>
 */
final class Ip6Format implements ValueFormat {
  private static final int GROUPS = 8;
  private static final int MAX_GROUP_DIGITS = 4;
  private static final Ip4Format IP4 = new Ip4Format();

  /** ::ffff:0:0/96, IPv4 addresses in IPv6. */
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  @Override
  public byte[] parse(String text) {
    int gap = text.indexOf("::");
    byte[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0, text);
    byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2), true, text);
    int given = head.length + tail.length;
    if (gap < 0 ? given != 2 * GROUPS : given > 2 * (GROUPS - 1)) {
      throw notAnAddress(text);
    }
    byte[] bytes = Arrays.copyOf(head, 2 * GROUPS);
    System.arraycopy(tail, 0, bytes, bytes.length - tail.length, tail.length);
    return bytes;
  }

  /** Groups joined by colons; the last may be an IPv4 address when the whole text ends here. */
  private static byte[] groups(String part, boolean last, String text) {
    if (part.isEmpty()) {
      return new byte[0];
    }
    String[] groups = part.split(":", -1);
    byte[] bytes = new byte[2 * groups.length + 2];
    int at = 0;
    for (int i = 0; i < groups.length; i++) {
      if (last && i == groups.length - 1 && groups[i].indexOf('.') >= 0) {
        System.arraycopy(IP4.parse(groups[i]), 0, bytes, at, 4);
        at += 4;
      } else {
        int group = group(groups[i], text);
        bytes[at++] = (byte) (group >> 8);
        bytes[at++] = (byte) group;
      }
    }
    return Arrays.copyOf(bytes, at);
  }

  private static int group(String digits, String text) {
    if (digits.isEmpty() || digits.length() > MAX_GROUP_DIGITS) {
      throw notAnAddress(text);
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char next = digits.charAt(i);
      int digit = next < 0x80 ? Character.digit(next, 16) : -1;
      if (digit < 0) {
        throw notAnAddress(text);
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  private static MultiformatsException notAnAddress(String text) {
    return new MultiformatsException("Expected an IPv6 address, found " + Quoted.of(text));
  }

  @Override
  public String print(byte[] bytes) {
    if (Arrays.equals(bytes, 0, MAPPED.length, MAPPED, 0, MAPPED.length)) {
      return "::ffff:" + IP4.print(Arrays.copyOfRange(bytes, MAPPED.length, bytes.length));
    }
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
    }
    return print(groups);
  }

  /** The longest run of two or more zero groups, the first of several, becomes "::". */
  private static String print(int[] groups) {
    int gapStart = GROUPS;
    int gapLength = 1;
    int run = 0;
    for (int i = 0; i < GROUPS; i++) {
      run = groups[i] == 0 ? run + 1 : 0;
      if (run > gapLength) {
        gapLength = run;
        gapStart = i + 1 - run;
      }
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < GROUPS; i++) {
      if (i == gapStart) {
        text.append("::");
        i += gapLength - 1;
      } else {
        boolean first = i == 0 || i == gapStart + gapLength;
        text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}

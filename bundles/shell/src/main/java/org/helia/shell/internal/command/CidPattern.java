package org.helia.shell.internal.command;

import org.helia.multiformats.Cid;
import org.helia.multiformats.Multibase;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.shell.internal.grammar.UsageException;

/**
 * A text with specifiers that stand for the parts of a CID, with Kubo's letters.
 *
 * @param pattern the text
 */
record CidPattern(String pattern) {
  /** The specifiers and what they stand for, for the help. */
  static final String HELP =
      "%% a percent sign; %b name of the multibase, %B its prefix; %v version as cidv1, %V as a number; %c name of the codec, %C"
          + " its code; %h name of the hash function, %H its code; %L length of the digest; %m the multihash, %M without prefix;"
          + " %d the digest, %D without prefix; %s the CID, %S without prefix; %P version, codec, function and length";

  /**
   * The text for a CID.
   *
   * @throws UsageException when a specifier is unknown
   */
  String format(Cid cid, Multibase base) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c != '%') {
        text.append(c);
      } else if (++i < pattern.length()) {
        text.append(part(pattern.charAt(i), cid, base));
      } else {
        throw new UsageException("the format ends in the middle of a specifier: " + pattern);
      }
    }
    return text.toString();
  }

  private static String part(char specifier, Cid cid, Multibase base) {
    Multihash hash = cid.multihash();
    return switch (specifier) {
      case '%' -> "%";
      case 'b' -> base.registeredName();
      case 'B' -> Character.toString(base.prefix());
      case 'v' -> "cidv" + cid.version();
      case 'V' -> Integer.toString(cid.version());
      case 'c' -> Multicodec.nameOf(cid.codec());
      case 'C' -> Long.toString(cid.codec());
      case 'h' -> Multicodec.nameOf(hash.code());
      case 'H' -> Long.toString(hash.code());
      case 'L' -> Integer.toString(hash.digestLength());
      case 'm' -> base.encode(hash.toBytes());
      case 'M' -> base.encodeRaw(hash.toBytes());
      case 'd' -> base.encode(hash.digest());
      case 'D' -> base.encodeRaw(hash.digest());
      case 's' -> text(cid, base);
      case 'S' -> base.encodeRaw(cid.toBytes());
      case 'P' ->
          "cidv%d-%s-%s-%d"
              .formatted(
                  cid.version(),
                  Multicodec.nameOf(cid.codec()),
                  Multicodec.nameOf(hash.code()),
                  hash.digestLength());
      default -> throw new UsageException("unrecognized specifier in format string: %" + specifier);
    };
  }

  private static String text(Cid cid, Multibase base) {
    return cid.version() == 0 ? cid.toString() : cid.toString(base);
  }
}

package org.helia.gateway.trustless.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.helia.multiformats.Cid;

/**
 * What a client should call what it downloads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6266">RFC 6266, Content-Disposition</a>
 */
final class FileName {
  private static final int MAX_LENGTH = 255;

  private FileName() {}

  static String attachment(Wanted wanted, Cid root) {
    String name = wanted.fileName().orElse(root + "." + wanted.format().extension());
    String shortened = name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH);
    String plain = plain(shortened);
    String header = "attachment; filename=\"" + plain + "\"";
    return plain.equals(shortened) ? header : header + "; filename*=UTF-8''" + encoded(shortened);
  }

  private static String plain(String name) {
    return name.replaceAll("[^\\x20-\\x7e]|[\"\\\\/]", "_");
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}

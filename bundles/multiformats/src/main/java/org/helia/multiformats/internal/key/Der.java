package org.helia.multiformats.internal.key;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.HexFormat;

/** Writes the part of ASN.1 DER that keys are made of. */
final class Der {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int SEQUENCE = 0x30;

  /** Context-specific tags 0 and 1. */
  static final int PARAMETERS = 0xa0;

  static final int PUBLIC_KEY = 0xa1;

  private Der() {}

  static byte[] element(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 4);
    out.write(tag);
    writeLength(length, out);
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static void writeLength(int length, ByteArrayOutputStream out) {
    if (length < 0x80) {
      out.write(length);
      return;
    }
    byte[] bytes = BigInteger.valueOf(length).toByteArray();
    int zeros = bytes[0] == 0 ? 1 : 0;
    out.write(0x80 | (bytes.length - zeros));
    out.write(bytes, zeros, bytes.length - zeros);
  }

  static byte[] sequence(byte[]... parts) {
    return element(SEQUENCE, parts);
  }

  static byte[] integer(BigInteger value) {
    return element(INTEGER, value.toByteArray());
  }

  static byte[] integer(long value) {
    return integer(BigInteger.valueOf(value));
  }

  static byte[] octets(byte[] content) {
    return element(OCTET_STRING, content);
  }

  static byte[] bits(byte[] content) {
    return element(BIT_STRING, new byte[1], content);
  }

  /** An object identifier from the bytes of its content. */
  static byte[] oid(String hex) {
    return element(0x06, HexFormat.of().parseHex(hex));
  }
}

package org.helia.net.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.helia.multiformats.Varint;

/** What a hostile peer sends, byte by byte. */
final class Bytes {
  static final int DATA = 0;
  static final int WINDOW_UPDATE = 1;
  static final int PING = 2;
  static final int SYN = 1;
  static final int FIN = 4;
  static final int RST = 8;

  private Bytes() {}

  /** A message of multistream-select. */
  static byte[] message(String text) {
    byte[] line = (text + "\n").getBytes(UTF_8);
    return join(Varint.encode(line.length), line);
  }

  /** What begins a stream, or a connection. */
  static byte[] proposal(String protocol) {
    return join(message("/multistream/1.0.0"), message(protocol));
  }

  /** The header of a frame of yamux. */
  static byte[] frame(int type, int flags, long stream, long length) {
    return ByteBuffer.allocate(12)
        .put((byte) 0)
        .put((byte) type)
        .putShort((short) flags)
        .putInt((int) stream)
        .putInt((int) length)
        .array();
  }

  /** A frame of yamux with data. */
  static byte[] data(int flags, long stream, byte[] data) {
    return join(frame(DATA, flags, stream, data.length), data);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}

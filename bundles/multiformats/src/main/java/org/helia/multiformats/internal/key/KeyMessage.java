package org.helia.multiformats.internal.key;

import java.nio.ByteBuffer;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.Varint;
import org.helia.multiformats.peer.KeyType;

/**
 * The protobuf message around every key, {@code {Type = 1, Data = 2}}. There is one way to write
 * it: both fields, in this order, minimal, and no others.
 *
 * @param type the type of key
 * @param data the encoding that belongs to the type
 * @see <a href="https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md#keys">Keys</a>
 */
@SuppressWarnings("ArrayRecordComponent") // Handed from reader to key at once, never compared.
public record KeyMessage(KeyType type, byte[] data) {
  /** Room for a private RSA key of 8192 bits. */
  private static final int MAX_LENGTH = 8_192;

  private static final byte TYPE_TAG = 0x08;
  private static final byte DATA_TAG = 0x12;

  /**
   * Reads a message.
   *
   * @throws MultiformatsException if the bytes are not exactly one message in its only form
   */
  public static KeyMessage read(byte[] bytes) {
    if (bytes.length > MAX_LENGTH) {
      throw new MultiformatsException(
          "A key has at most " + MAX_LENGTH + " bytes, found " + bytes.length);
    }
    ByteBuffer from = ByteBuffer.wrap(bytes);
    requireTag(TYPE_TAG, "Type", from);
    KeyType type = KeyType.byCode(Varint.read(from));
    requireTag(DATA_TAG, "Data", from);
    long length = Varint.read(from);
    if (length != from.remaining()) {
      throw new MultiformatsException(
          String.format(
              "The %s key announces %d bytes of data, found %d", type, length, from.remaining()));
    }
    byte[] data = new byte[from.remaining()];
    from.get(data);
    return new KeyMessage(type, data);
  }

  private static void requireTag(byte tag, String field, ByteBuffer from) {
    if (!from.hasRemaining() || from.get() != tag) {
      throw new MultiformatsException(
          "Expected the key's field " + field + " at byte " + Math.max(0, from.position() - 1));
    }
  }

  /** The message as bytes. */
  public byte[] toBytes() {
    ByteBuffer to = ByteBuffer.allocate(3 + Varint.size(data.length) + data.length);
    to.put(TYPE_TAG).put((byte) type.code()).put(DATA_TAG);
    Varint.write(data.length, to);
    return to.put(data).array();
  }
}

package org.helia.multiformats.internal.addr;

import java.util.function.IntPredicate;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.internal.base.BitEncoding;
import org.helia.multiformats.internal.base.TextEncoding;

/**
 * I2P addresses: whole destinations in I2P's own base64, or their hashes in base32. As in I2P
 * itself and in go-multiaddr, bits behind the last byte are read over.
 *
 * @see <a href="https://geti2p.net/spec/common-structures#destination">I2P destinations</a>
 * @see <a href="https://geti2p.net/spec/b32encrypted">I2P base32 addresses</a>
 */
final class GarlicFormat implements ValueFormat {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final int MIN_DESTINATION_LENGTH = 386;
  private static final int HASH_LENGTH = 32;
  private static final int MIN_ENCRYPTED_LENGTH = 35;

  static final GarlicFormat DESTINATION =
      new GarlicFormat(
          BitEncoding.caseSensitivePadded(
                  "garlic64", "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + LETTERS + "0123456789-~")
              .ignoringSpareBits(),
          length -> length >= MIN_DESTINATION_LENGTH);
  static final GarlicFormat HASH =
      new GarlicFormat(
          BitEncoding.caseSensitive("garlic32", LETTERS + "234567").ignoringSpareBits(),
          length -> length == HASH_LENGTH || length >= MIN_ENCRYPTED_LENGTH);

  private final TextEncoding encoding;
  private final IntPredicate allowedLength;

  private GarlicFormat(TextEncoding encoding, IntPredicate allowedLength) {
    this.encoding = encoding;
    this.allowedLength = allowedLength;
  }

  @Override
  public byte[] parse(String text) {
    return checked(encoding.decode(text, 0));
  }

  @Override
  public String print(byte[] bytes) {
    return encoding.encode("", checked(bytes));
  }

  private byte[] checked(byte[] bytes) {
    if (!allowedLength.test(bytes.length)) {
      throw new MultiformatsException("This is no I2P address, it has " + bytes.length + " bytes");
    }
    return bytes;
  }
}

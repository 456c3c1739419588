package org.helia.ipld.json;

import org.helia.api.codec.MalformedBlockException;
import org.helia.api.codec.UnencodableException;
import org.helia.api.ipld.Node;
import org.helia.ipld.internal.JsonDecoder;
import org.helia.ipld.internal.JsonEncoder;
import org.helia.ipld.internal.JsonReader;

/**
 * Writes and reads plain JSON blocks. They have neither links nor bytes: an object with the key "/"
 * is a map like any other.
 *
 * <p>Keys keep their order in both directions; blanks and the manner of writing numbers and escapes
 * do not survive. Keys that are there twice, text that is not Unicode and numbers too large for a
 * float are refused. A number with a point or an exponent is a float, any other a whole number.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259, JSON</a>
 */
public final class Json {
  /** How deep arrays and objects may lie in one another. */
  public static final int MAX_DEPTH = JsonReader.MAX_DEPTH;

  /** How many values a block may hold, all levels together. */
  public static final int MAX_ITEMS = JsonReader.MAX_VALUES;

  /** How many characters a number may take. */
  public static final int MAX_NUMBER_LENGTH = JsonReader.MAX_NUMBER_LENGTH;

  static final String FORMAT = "JSON";

  private Json() {}

  /**
   * The bytes of a value, without blanks.
   *
   * @return a new array
   * @throws UnencodableException when JSON cannot hold the value: bytes, links, text with half of a
   *     surrogate pair, more than {@link #MAX_DEPTH} levels, a number over {@link
   *     #MAX_NUMBER_LENGTH}
   */
  public static byte[] encode(Node node) {
    JsonEncoder encoder = new PlainJsonEncoder();
    return encoder.encode(node);
  }

  /**
   * The value that a block holds; maps keep the block's order.
   *
   * @param bytes not changed, not kept
   * @throws MalformedBlockException when the bytes are not JSON or over {@link #MAX_DEPTH}, {@link
   *     #MAX_ITEMS} or {@link #MAX_NUMBER_LENGTH}, naming the byte offset
   */
  public static Node decode(byte[] bytes) {
    return new JsonDecoder(new JsonReader(FORMAT, bytes), (object, at) -> object).decode();
  }
}

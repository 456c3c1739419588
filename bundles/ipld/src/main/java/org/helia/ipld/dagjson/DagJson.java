package org.helia.ipld.dagjson;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.codec.UnencodableException;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.ipld.internal.JsonDecoder;
import org.helia.ipld.internal.JsonEncoder;
import org.helia.ipld.internal.JsonReader;
import org.helia.multiformats.Cid;

/**
 * Writes and reads DAG-JSON blocks: JSON in which {@code {"/": "bafy…"}} is a link and {@code {"/":
 * {"bytes": "…"}}} is bytes in base64.
 *
 * <p>Writing gives the canonical form, the only one that others should see. Reading takes JSON as
 * people and older programs write it: blanks, keys in any order, any escapes, padded base64. What
 * is wrong or has two meanings is refused: keys that are there twice, maps in the reserved
 * namespace, text that is not Unicode, numbers too large for a float.
 *
 * <p>A number with a point or an exponent is a float, any other a whole number of any size.
 *
 * @see <a href="https://ipld.io/specs/codecs/dag-json/spec/">DAG-JSON specification</a>
 */
public final class DagJson {
  /** How deep arrays and objects may lie in one another; a link counts as one, bytes as two. */
  public static final int MAX_DEPTH = JsonReader.MAX_DEPTH;

  /**
   * How many values a block may hold, all levels together. Each takes more than one byte, so that a
   * block of the size that is accepted from outside is never refused for it.
   */
  public static final int MAX_ITEMS = JsonReader.MAX_VALUES;

  /** How many characters a number may take. */
  public static final int MAX_NUMBER_LENGTH = JsonReader.MAX_NUMBER_LENGTH;

  static final String FORMAT = "DAG-JSON";

  private DagJson() {}

  /**
   * The canonical bytes of a value: no blanks, keys sorted by their bytes, floats with the fewest
   * digits.
   *
   * @return a new array
   * @throws UnencodableException when DAG-JSON cannot hold the value: a map in the reserved
   *     namespace, text with half of a surrogate pair, more than {@link #MAX_DEPTH} levels, a
   *     number over {@link #MAX_NUMBER_LENGTH}
   */
  public static byte[] encode(Node node) {
    JsonEncoder encoder = new DagJsonEncoder();
    return encoder.encode(node);
  }

  /**
   * The value that a block holds; maps keep the block's order.
   *
   * @param bytes not changed, not kept
   * @throws MalformedBlockException when the bytes are not DAG-JSON or over {@link #MAX_DEPTH},
   *     {@link #MAX_ITEMS} or {@link #MAX_NUMBER_LENGTH}, naming the byte offset
   */
  public static Node decode(byte[] bytes) {
    JsonReader reader = new JsonReader(FORMAT, bytes);
    return new JsonDecoder(reader, (object, at) -> Reserved.of(object, at, reader)).decode();
  }

  /**
   * Finds the links of a block in their order, duplicates included, without building nodes if its
   * keys are in canonical form. The whole block is checked as by {@link #decode}.
   *
   * @param bytes not changed, not kept
   * @param sink called for each link, after the whole block was found good; what it throws is
   *     passed on
   * @throws MalformedBlockException when the bytes are not DAG-JSON
   */
  public static void links(byte[] bytes, Consumer<Cid> sink) {
    List<Cid> links = new ArrayList<>();
    if (!new DagJsonLinkLister(bytes, links::add).list()) {
      links.clear();
      collect(decode(bytes), links);
    }
    links.forEach(sink);
  }

  private static void collect(Node node, List<Cid> links) {
    if (node instanceof LinkNode link) {
      links.add(link.cid());
    } else if (node instanceof ListNode list) {
      list.items().forEach(item -> collect(item, links));
    } else if (node instanceof MapNode map) {
      map.entries().values().forEach(value -> collect(value, links));
    }
  }
}

package org.helia.ipld.dagcbor;

import java.util.function.Consumer;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.codec.UnencodableException;
import org.helia.api.ipld.Node;
import org.helia.multiformats.Cid;

/**
 * Writes and reads DAG-CBOR blocks, strictly: each value has exactly one form, and every other is
 * refused. So what decodes is what encoding gives back, byte for byte.
 *
 * @see <a href="https://ipld.io/specs/codecs/dag-cbor/spec/#strictness">DAG-CBOR, strictness</a>
 */
public final class DagCbor {
  /** How deep lists and maps may lie in one another. */
  public static final int MAX_DEPTH = 1024;

  /**
   * How many values a block may hold, all levels together. Each takes at least one byte, so that a
   * block of the size that is accepted from outside is never refused for it.
   */
  public static final int MAX_ITEMS = 2 * 1024 * 1024;

  private DagCbor() {}

  /**
   * The bytes of a value. Map keys are sorted, the shorter first.
   *
   * @return a new array
   * @throws UnencodableException when DAG-CBOR cannot hold the value: a whole number beyond 64 bits
   *     and sign, negative zero, text with half of a surrogate pair, or more than {@link
   *     #MAX_DEPTH} levels
   */
  public static byte[] encode(Node node) {
    CborWriter writer = new CborWriter();
    writer.node(node, 0);
    return writer.toBytes();
  }

  /**
   * The value that a block holds; maps keep the block's order.
   *
   * @param bytes not changed, not kept
   * @throws MalformedBlockException when the bytes are not DAG-CBOR or over {@link #MAX_DEPTH} or
   *     {@link #MAX_ITEMS}, naming the byte offset
   */
  public static Node decode(byte[] bytes) {
    return new CborDecoder(new CborReader(bytes)).decode();
  }

  /**
   * Finds the links of a block in their order, duplicates included, without building nodes. The
   * whole block is checked as by {@link #decode}.
   *
   * @param bytes not changed, not kept
   * @param sink called for each link; what it throws is passed on
   * @throws MalformedBlockException when the bytes are not DAG-CBOR; links before the fault have
   *     been reported
   */
  public static void links(byte[] bytes, Consumer<Cid> sink) {
    new CborLinkLister(new CborReader(bytes), sink).list();
  }
}

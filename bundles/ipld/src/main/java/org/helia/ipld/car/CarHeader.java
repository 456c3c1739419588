package org.helia.ipld.car;

import java.util.ArrayList;
import java.util.List;
import org.helia.api.car.MalformedCarException;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.ipld.IntNode;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.ipld.dagcbor.DagCbor;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/**
 * The header of a CARv1, or the pragma with which a CARv2 begins, which has the same form.
 *
 * @param version 1 or 2
 * @param roots empty in a pragma
 * @see <a href="https://ipld.io/specs/transport/car/carv1/#header">CARv1, header</a>
 */
record CarHeader(int version, List<Cid> roots) {
  /** The longest header that is read or written, in bytes: room for about 100,000 roots. */
  static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final String VERSION = "version";
  private static final String ROOTS = "roots";

  CarHeader {
    roots = List.copyOf(roots);
  }

  /** What a CARv2 begins with, without its length. */
  static byte[] pragma() {
    return DagCbor.encode(MapNode.of(VERSION, IntNode.of(2)));
  }

  byte[] encode() {
    List<Node> links = new ArrayList<>(roots.size());
    roots.forEach(root -> links.add(new LinkNode(root)));
    return DagCbor.encode(MapNode.of(ROOTS, new ListNode(links), VERSION, IntNode.of(version)));
  }

  /**
   * @param offset where the header begins, for errors
   */
  static CarHeader decode(byte[] bytes, long offset) {
    Node node;
    try {
      node = DagCbor.decode(bytes);
    } catch (MalformedBlockException e) {
      throw new MalformedCarException(offset, "its header is " + e.getMessage(), e);
    }
    if (!(node instanceof MapNode map)) {
      throw new MalformedCarException(offset, "its header is not a map but a " + node.kind());
    }
    return of(map, offset);
  }

  private static CarHeader of(MapNode map, long offset) {
    int version = version(map.get(VERSION), offset);
    Node roots = map.get(ROOTS);
    boolean isPragma = version == 2 && roots == null;
    if (map.entries().size() != (isPragma ? 1 : 2)) {
      throw new MalformedCarException(
          offset, "its header must have version and roots, but has " + map.entries().keySet());
    }
    return new CarHeader(version, isPragma ? List.of() : roots(roots, offset));
  }

  private static int version(@Nullable Node version, long offset) {
    if (version instanceof IntNode number
        && number.isLong()
        && (number.longValue() == 1 || number.longValue() == 2)) {
      return (int) number.longValue();
    }
    throw new MalformedCarException(
        offset,
        "its header must say version 1 or 2, but says "
            + (version instanceof IntNode number ? number.bigValue() : "none"));
  }

  private static List<Cid> roots(@Nullable Node roots, long offset) {
    if (!(roots instanceof ListNode list)) {
      throw new MalformedCarException(offset, "its header has no list of roots");
    }
    List<Cid> cids = new ArrayList<>(list.items().size());
    for (Node item : list.items()) {
      if (!(item instanceof LinkNode link)) {
        throw new MalformedCarException(offset, "a root in its header is not a CID");
      }
      cids.add(link.cid());
    }
    return cids;
  }
}

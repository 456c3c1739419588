package org.helia.ipld;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.helia.api.ipld.BoolNode;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.FloatNode;
import org.helia.api.ipld.IntNode;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.NullNode;
import org.helia.api.ipld.StringNode;
import org.helia.multiformats.Cid;

/** Values of the IPLD data model for property tests. */
public final class ArbitraryNodes {
  private static final Cid RAW =
      Cid.parse("bafkreifw7plhl6mofk6sfvhnfh64qmkq73oeqwl6sloru6rehaoujituke");

  private ArbitraryNodes() {}

  /** Whole numbers from minus to plus two to the power of so many bits, small ones more often. */
  public static Arbitrary<Node> ints(int bits) {
    BigInteger limit = BigInteger.ONE.shiftLeft(bits);
    return Arbitraries.bigIntegers()
        .between(limit.negate(), limit.subtract(BigInteger.ONE))
        .map(IntNode::of);
  }

  /** Floats of any bits that the data model has, without negative zero. */
  public static Arbitrary<Node> floats() {
    return Arbitraries.oneOf(
            Arbitraries.doubles(), Arbitraries.longs().map(Double::longBitsToDouble))
        .filter(value -> Double.isFinite(value) && Double.doubleToRawLongBits(value) << 1 != 0)
        .map(FloatNode::new);
  }

  /** Scalars that every codec of the data model has, without numbers. */
  public static Arbitrary<Node> texts() {
    return Arbitraries.oneOf(
        Arbitraries.of(NullNode.INSTANCE, BoolNode.TRUE, BoolNode.FALSE),
        Arbitraries.of("", "a", "ž", "𐅑", "\ufffd", "\"\\/\b\f\n\r\t\0\u001f\u007f\u2028")
            .map(StringNode::new));
  }

  /** Bytes and links. */
  public static Arbitrary<Node> bytesAndLinks() {
    return Arbitraries.oneOf(
        Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(BytesNode::new),
        Arbitraries.of(
                RAW,
                Cid.parse("bafkqabiaaebagba"),
                Cid.parse("QmYxAVkPNTTyFurHNngafqsCvjqMM87DAP6FBzKEgtqHVh"))
            .map(LinkNode::new));
  }

  /** Lists and maps of these, up to three levels. */
  public static Arbitrary<Node> nested(Arbitrary<Node> scalars, String... keys) {
    // Levels of explicit depth: a generator that refers to itself makes endless edge cases.
    return level(level(level(scalars, keys), keys), keys).withoutEdgeCases();
  }

  private static Arbitrary<Node> level(Arbitrary<Node> inner, String... keys) {
    return Arbitraries.oneOf(
        inner,
        inner.list().ofMaxSize(4).map(ListNode::new),
        Arbitraries.maps(Arbitraries.of(keys), inner).ofMaxSize(4).map(MapNode::new));
  }

  /** The links in a value, in their order. */
  public static List<Cid> linksIn(Node node) {
    List<Cid> links = new ArrayList<>();
    collect(node, links);
    return links;
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

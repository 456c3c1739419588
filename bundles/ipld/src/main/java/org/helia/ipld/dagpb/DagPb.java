package org.helia.ipld.dagpb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.ipld.internal.Utf8;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads DAG-PB blocks.
 *
 * <p>Reading is as strict as the specification: it refuses unknown, repeated and out-of-order
 * fields, links without a CID and links on both sides of the data. Data before links is accepted,
 * since old blocks have it; writing puts links first. Links are never sorted on reading. So a block
 * that is canonical already (links first and sorted) comes out of decode and encode as it went in.
 *
 * @see <a href="https://ipld.io/specs/codecs/dag-pb/spec/">DAG-PB specification</a>
 */
public final class DagPb {
  private DagPb() {}

  /**
   * The canonical bytes of a node: links in stable order of the bytes of their names (an absent
   * name counts as empty), then data.
   *
   * @return a new array
   * @throws org.helia.api.codec.UnencodableException when a name holds half of a surrogate pair, or
   *     the node would take more than 2 GiB
   */
  public static byte[] encode(PbNode node) {
    return new PbWriter(node).write();
  }

  /**
   * The node that a block holds. Names must be UTF-8.
   *
   * @param bytes not changed, not kept
   * @throws MalformedBlockException when the bytes are not DAG-PB, naming the byte offset
   */
  public static PbNode decode(byte[] bytes) {
    NodeBuilder builder = new NodeBuilder(bytes);
    new PbParser(bytes, builder).parse();
    return new PbNode(builder.links, builder.data);
  }

  /**
   * As {@link #decode}, and as strict, but a link is made anew each time it is asked for: many
   * times faster for whoever wants a few of many.
   *
   * @param bytes kept, and not to be changed any more
   * @throws MalformedBlockException when the bytes are not DAG-PB, naming the byte offset
   */
  public static PbNode decodeLazily(byte[] bytes) {
    LazyBuilder builder = new LazyBuilder(bytes);
    new PbParser(bytes, builder).parse();
    return new PbNode(builder.links, builder.data);
  }

  /**
   * Finds the links of a block in their order, duplicates included, many times faster than {@link
   * #decode}: names are passed over, also those that are not UTF-8.
   *
   * @param bytes not changed, not kept
   * @param sink called for each link; what it throws is passed on
   * @throws MalformedBlockException when the bytes are not DAG-PB; links before the fault have been
   *     reported
   */
  public static void links(byte[] bytes, Consumer<Cid> sink) {
    new PbParser(bytes, new LinkLister(sink)).parse();
  }

  /** The node as a value of the IPLD data model: a map of Links and, unless absent, Data. */
  public static MapNode toNode(PbNode node) {
    return PbForm.toNode(node);
  }

  /**
   * The node that a value of the IPLD data model stands for. Its links may be in any order, as with
   * Kubo; {@link #encode} sorts them.
   *
   * @throws org.helia.api.codec.UnencodableException when the value is not exactly of the form that
   *     {@link #toNode} gives
   */
  public static PbNode fromNode(Node node) {
    return PbForm.fromNode(node);
  }

  private record LinkLister(Consumer<Cid> sink) implements PbParser.Visitor {
    @Override
    public void link(Cid cid, int nameFrom, int nameTo, long tsize) {
      sink.accept(cid);
    }

    @Override
    public void data(int from, int to) {}
  }

  private static final class NodeBuilder implements PbParser.Visitor {
    private final byte[] bytes;
    private final List<PbLink> links = new ArrayList<>();
    private byte @Nullable [] data;

    NodeBuilder(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void link(Cid cid, int nameFrom, int nameTo, long tsize) {
      links.add(new PbLink(nameFrom < 0 ? null : name(nameFrom, nameTo), cid, tsize));
    }

    private String name(int from, int to) {
      return Utf8.decode(bytes, from, to).orElseThrow(() -> notUtf8(from, links.size()));
    }

    @Override
    public void data(int from, int to) {
      data = Arrays.copyOfRange(bytes, from, to);
    }
  }

  private static final class LazyBuilder implements PbParser.Visitor {
    private final byte[] bytes;
    private final LazyLinks links;
    private byte @Nullable [] data;

    LazyBuilder(byte[] bytes) {
      this.bytes = bytes;
      this.links = new LazyLinks(bytes);
    }

    @Override
    public void link(Cid cid, int nameFrom, int nameTo, long tsize) {
      if (nameFrom >= 0 && !Utf8.isValid(bytes, nameFrom, nameTo)) {
        throw notUtf8(nameFrom, links.size());
      }
      links.found(cid, nameFrom, nameTo, tsize);
    }

    @Override
    public void data(int from, int to) {
      data = Arrays.copyOfRange(bytes, from, to);
    }
  }

  private static MalformedBlockException notUtf8(int offset, int link) {
    return PbParser.malformed(offset, "the name of link " + link + " is not UTF-8");
  }
}

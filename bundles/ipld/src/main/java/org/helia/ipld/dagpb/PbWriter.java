package org.helia.ipld.dagpb;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.helia.api.codec.UnencodableException;
import org.helia.ipld.internal.Utf8;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Varint;
import org.jspecify.annotations.Nullable;

/**
 * Writes one node: all lengths are added up first, so that the bytes are written once and in place.
 */
final class PbWriter {
  private static final byte[] EMPTY = {};

  /** Stable, by the bytes of the name as unsigned numbers. */
  private static final Comparator<Item> BY_NAME =
      (one, other) -> Arrays.compareUnsigned(one.sortKey(), other.sortKey());

  /** A link and what of it was computed already. */
  private record Item(PbLink link, byte @Nullable [] name, int size) {
    static Item of(PbLink link) {
      byte[] name = link.name() == null ? null : nameBytes(link.name());
      int size = lengthPrefixed(link.cid().size());
      size += name == null ? 0 : lengthPrefixed(name.length);
      size += link.hasTsize() ? 1 + Varint.size(link.tsize()) : 0;
      return new Item(link, name, size);
    }

    byte[] sortKey() {
      return name == null ? EMPTY : name;
    }
  }

  private final Item[] items;
  private final byte @Nullable [] data;
  private byte[] out = EMPTY;
  private int at;

  PbWriter(PbNode node) {
    List<PbLink> links = node.links();
    items = new Item[links.size()];
    Arrays.setAll(items, i -> Item.of(links.get(i)));
    Arrays.sort(items, BY_NAME);
    data = node.data();
  }

  byte[] write() {
    out = new byte[size()];
    for (Item item : items) {
      open(PbParser.NODE_LINK, item.size());
      link(item);
    }
    if (data != null) {
      bytes(PbParser.NODE_DATA, data);
    }
    return out;
  }

  private void link(Item item) {
    Cid cid = item.link().cid();
    bytes(PbParser.LINK_HASH, cid.toBytes());
    if (item.name() != null) {
      bytes(PbParser.LINK_NAME, item.name());
    }
    if (item.link().hasTsize()) {
      open(PbParser.LINK_TSIZE, item.link().tsize());
    }
  }

  private void open(int field, long number) {
    out[at++] = (byte) field;
    at = Varint.write(number, out, at);
  }

  private void bytes(int field, byte[] value) {
    open(field, value.length);
    System.arraycopy(value, 0, out, at, value.length);
    at += value.length;
  }

  private int size() {
    long size = data == null ? 0 : 1L + Varint.size(data.length) + data.length;
    for (Item item : items) {
      size += lengthPrefixed(item.size());
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw new UnencodableException("a DAG-PB node of " + size + " bytes is over 2 GiB");
    }
    return (int) size;
  }

  private static int lengthPrefixed(int length) {
    return 1 + Varint.size(length) + length;
  }

  static byte[] nameBytes(String name) {
    return Utf8.encode(name)
        .orElseThrow(
            () ->
                new UnencodableException(
                    "the link name '" + name + "' holds half of a surrogate pair"));
  }
}

package org.helia.ipld.dagcbor;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.BiConsumer;
import org.helia.api.codec.UnencodableException;
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
import org.helia.ipld.internal.Utf8;
import org.helia.multiformats.Cid;

/** Writes nodes in DAG-CBOR's canonical form. */
final class CborWriter {
  private static final int INITIAL_BYTES = 256;
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  /** Up to this length text is written character by character; beyond, the JDK is faster. */
  private static final int SHORT_TEXT = 64;

  /**
   * The order of the encoded keys' bytes: their heads hold the length, so the shorter are first.
   */
  private static final Comparator<Entry> BY_KEY =
      (one, other) ->
          one.size != other.size
              ? Integer.compare(one.size, other.size)
              : Utf8.compare(one.key, other.key);

  /**
   * An entry of a map.
   *
   * @param size of the key in UTF-8
   */
  private record Entry(String key, int size, Node value) {}

  private byte[] out = new byte[INITIAL_BYTES];
  private int at;

  byte[] toBytes() {
    return at == out.length ? out : Arrays.copyOf(out, at);
  }

  void node(Node node, int depth) {
    if (node instanceof StringNode string) {
      text(string.value(), Utf8.size(string.value()));
    } else if (node instanceof IntNode number) {
      integer(number);
    } else if (node instanceof MapNode map) {
      map(map, depth);
    } else if (node instanceof ListNode list) {
      list(list, depth);
    } else if (node instanceof LinkNode link) {
      link(link.cid());
    } else if (node instanceof BytesNode bytes) {
      bytes(CborReader.BYTES, bytes.value());
    } else {
      simple(node);
    }
  }

  private void simple(Node node) {
    if (node instanceof BoolNode bool) {
      head(CborReader.SIMPLE, bool.value() ? CborReader.TRUE : CborReader.FALSE);
    } else if (node instanceof NullNode) {
      head(CborReader.SIMPLE, CborReader.NULL);
    } else if (node instanceof FloatNode number) {
      floating(number.value());
    } else {
      throw new AssertionError("no such kind of node: " + node.kind());
    }
  }

  private void integer(IntNode number) {
    if (number.isLong()) {
      long value = number.longValue();
      head(value < 0 ? CborReader.NEGATIVE : CborReader.UNSIGNED, value < 0 ? ~value : value);
      return;
    }
    BigInteger value = number.bigValue();
    BigInteger argument = value.signum() < 0 ? value.not() : value;
    if (argument.bitLength() > Long.SIZE) {
      throw new UnencodableException(
          "DAG-CBOR holds whole numbers from -2^64 to 2^64-1, not " + value);
    }
    head(value.signum() < 0 ? CborReader.NEGATIVE : CborReader.UNSIGNED, argument.longValue());
  }

  private void floating(double value) {
    long bits = Double.doubleToRawLongBits(value);
    if (bits == Long.MIN_VALUE) {
      throw new UnencodableException("DAG-CBOR does not hold negative zero");
    }
    room(9);
    out[at++] = (byte) (CborReader.SIMPLE << 5 | CborReader.FLOAT_64);
    big(bits, 8);
  }

  private void link(Cid cid) {
    int size = cid.size();
    head(CborReader.TAG, CborReader.LINK_TAG);
    head(CborReader.BYTES, 1L + size);
    room(1 + size);
    out[at++] = 0;
    at = cid.write(out, at);
  }

  private void list(ListNode list, int depth) {
    requireDepth(depth);
    head(CborReader.LIST, list.items().size());
    for (Node item : list.items()) {
      node(item, depth + 1);
    }
  }

  private void map(MapNode map, int depth) {
    requireDepth(depth);
    Entries entries = new Entries(map.entries().size());
    map.entries().forEach(entries);
    head(CborReader.MAP, entries.count);
    for (Entry entry : entries.sorted()) {
      text(entry.key, entry.size);
      node(entry.value, depth + 1);
    }
  }

  /** Collects a map's entries; those that were read from a block are sorted already. */
  private static final class Entries implements BiConsumer<String, Node> {
    private final Entry[] entries;
    private int count;
    private boolean sorted = true;

    Entries(int count) {
      entries = new Entry[count];
    }

    @Override
    public void accept(String key, Node value) {
      Entry entry = new Entry(key, Utf8.size(key), value);
      sorted = sorted && (count == 0 || BY_KEY.compare(entries[count - 1], entry) < 0);
      entries[count++] = entry;
    }

    Entry[] sorted() {
      if (!sorted) {
        Arrays.sort(entries, BY_KEY);
      }
      return entries;
    }
  }

  private static void requireDepth(int depth) {
    if (depth >= DagCbor.MAX_DEPTH) {
      throw new UnencodableException(
          "lists and maps deeper than " + DagCbor.MAX_DEPTH + " levels, which readers refuse");
    }
  }

  private static byte[] utf8(String text) {
    return Utf8.encode(text)
        .orElseThrow(
            () ->
                new UnencodableException("the text '" + text + "' holds half of a surrogate pair"));
  }

  /** Text that is short and ASCII, as most is, goes straight into the block. */
  private void text(String text, int size) {
    if (size > SHORT_TEXT || size != text.length()) {
      bytes(CborReader.TEXT, utf8(text));
      return;
    }
    head(CborReader.TEXT, size);
    room(size);
    for (int i = 0; i < size; i++) {
      out[at + i] = (byte) text.charAt(i);
    }
    at += size;
  }

  private void bytes(int major, byte[] content) {
    head(major, content.length);
    room(content.length);
    raw(content);
  }

  private void raw(byte[] content) {
    System.arraycopy(content, 0, out, at, content.length);
    at += content.length;
  }

  /** Writes a head with its argument, unsigned, in the shortest form. */
  private void head(int major, long argument) {
    room(9);
    int type = major << 5;
    if (argument >= 0 && argument <= CborReader.MAX_INLINE) {
      out[at++] = (byte) (type | (int) argument);
    } else if (argument >>> 8 == 0) {
      out[at++] = (byte) (type | 24);
      out[at++] = (byte) argument;
    } else if (argument >>> 16 == 0) {
      out[at++] = (byte) (type | 25);
      big(argument, 2);
    } else if (argument >>> 32 == 0) {
      out[at++] = (byte) (type | 26);
      big(argument, 4);
    } else {
      out[at++] = (byte) (type | 27);
      big(argument, 8);
    }
  }

  private void big(long value, int size) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
      out[at++] = (byte) (value >>> shift);
    }
  }

  private void room(int count) {
    if (out.length - at >= count) {
      return;
    }
    long needed = (long) at + count;
    if (needed > MAX_BYTES) {
      throw new UnencodableException("a DAG-CBOR block over 2 GiB");
    }
    out = Arrays.copyOf(out, (int) Math.min(MAX_BYTES, Math.max(needed, 2L * out.length)));
  }
}

package org.helia.ipld.dagcbor;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
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

  /**
   * The order of the encoded keys' bytes: their heads hold the length, so the shorter are first.
   */
  private static final Comparator<Entry> BY_KEY =
      Comparator.<Entry>comparingInt(entry -> entry.key().length)
          .thenComparing(Entry::key, Arrays::compareUnsigned);

  private record Entry(byte[] key, Node value) {}

  private byte[] out = new byte[INITIAL_BYTES];
  private int at;

  byte[] toBytes() {
    return Arrays.copyOf(out, at);
  }

  void node(Node node, int depth) {
    if (node instanceof StringNode string) {
      bytes(CborReader.TEXT, utf8(string.value()));
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
    head(CborReader.TAG, CborReader.LINK_TAG);
    byte[] bytes = cid.toBytes();
    head(CborReader.BYTES, 1L + bytes.length);
    room(1 + bytes.length);
    out[at++] = 0;
    raw(bytes);
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
    Entry[] entries = new Entry[map.entries().size()];
    int count = 0;
    for (Map.Entry<String, Node> entry : map.entries().entrySet()) {
      entries[count++] = new Entry(utf8(entry.getKey()), entry.getValue());
    }
    Arrays.sort(entries, BY_KEY);
    head(CborReader.MAP, count);
    for (Entry entry : entries) {
      bytes(CborReader.TEXT, entry.key());
      node(entry.value(), depth + 1);
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

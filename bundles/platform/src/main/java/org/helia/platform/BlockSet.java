package org.helia.platform;

import java.util.concurrent.atomic.AtomicLong;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;

/**
 * A set of very many blocks, by keyed fingerprints of 128 bits: 16 to 43 bytes of memory for each.
 * That two blocks are taken for one is less likely than that the hash function fails, and nobody
 * can bring it about who does not know the key.
 *
 * <p>A multihash is one element; a CID is another, which counts with its codec, since the links of
 * a block depend on it. Any number of threads may use a set at once.
 */
public final class BlockSet {
  /** Threads that add at the same time rarely meet in one of so many parts. */
  private static final int PARTS = 64;

  private final KeyedHash hash = KeyedHash.random();
  private final Part[] parts = new Part[PARTS];
  private final AtomicLong size = new AtomicLong();

  /** An empty set. */
  public BlockSet() {
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new Part();
    }
  }

  /**
   * Adds a block, whatever codec it is read with.
   *
   * @return whether it was not there yet
   */
  public boolean add(Multihash block) {
    return add(hash.of(block.toBytes()));
  }

  /** Whether a block is there, whatever codec it is read with. */
  public boolean contains(Multihash block) {
    return contains(hash.of(block.toBytes()));
  }

  /**
   * Adds a block as it is read with a codec.
   *
   * @return whether it was not there yet
   */
  public boolean add(Cid node) {
    return add(of(node));
  }

  /** Whether a block is there as it is read with a codec. */
  public boolean contains(Cid node) {
    return contains(of(node));
  }

  /** How many elements there are. */
  public long size() {
    return size.get();
  }

  private KeyedHash.Value of(Cid node) {
    KeyedHash.Value block = hash.of(node.multihash().toBytes());
    // An odd factor keeps different codecs of one block apart.
    return new KeyedHash.Value(
        block.low() + (node.codec() + 1) * 0x9e3779b97f4a7c15L, block.high());
  }

  private boolean add(KeyedHash.Value value) {
    boolean added = part(value).add(value.low(), value.high());
    if (added) {
      size.incrementAndGet();
    }
    return added;
  }

  private boolean contains(KeyedHash.Value value) {
    return part(value).contains(value.low(), value.high());
  }

  private Part part(KeyedHash.Value value) {
    return parts[(int) (value.high() >>> 58)];
  }

  /** Pairs in an open table; the pair of zeros stands for an empty place. */
  private static final class Part {
    private long[] table = new long[32];
    private int used;

    synchronized boolean add(long low, long high) {
      int place = find(table, low, high);
      if (!isEmpty(table, place)) {
        return false;
      }
      table[place] = low;
      table[place + 1] = nonZero(high);
      used++;
      if (used * 8L > table.length * 3L) {
        grow();
      }
      return true;
    }

    synchronized boolean contains(long low, long high) {
      return !isEmpty(table, find(table, low, high));
    }

    private static boolean isEmpty(long[] table, int place) {
      return table[place + 1] == 0;
    }

    private static long nonZero(long high) {
      return high == 0 ? 1 : high;
    }

    private static int find(long[] table, long low, long high) {
      long wanted = nonZero(high);
      int mask = table.length - 1;
      int place = ((int) low << 1) & mask;
      while (!isEmpty(table, place) && (table[place] != low || table[place + 1] != wanted)) {
        place = (place + 2) & mask;
      }
      return place;
    }

    private void grow() {
      if (table.length > 1 << 29) {
        throw new IllegalStateException("a set of more than 6 * 10^9 blocks");
      }
      long[] larger = new long[table.length * 2];
      for (int i = 0; i < table.length; i += 2) {
        if (!isEmpty(table, i)) {
          int place = find(larger, table[i], table[i + 1]);
          larger[place] = table[i];
          larger[place + 1] = table[i + 1];
        }
      }
      table = larger;
    }
  }
}

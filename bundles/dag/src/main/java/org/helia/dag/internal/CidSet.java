package org.helia.dag.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.helia.multiformats.Cid;

/**
 * CIDs that were seen, each with the depth at which it was. Their bytes lie one behind the other in
 * large arrays, and an open hash table points into them, so that a CID of 36 bytes takes about 50
 * bytes in all, a third of what a set of objects takes, and the garbage collector sees a few
 * arrays. Not for several threads.
 */
final class CidSet {
  /** Entries begin at multiples of this, so that an int reaches 16 GiB of them. */
  private static final int UNIT_BITS = 3;

  private static final int CHUNK_BITS = 16;
  private static final int CHUNK_BYTES = 1 << CHUNK_BITS;
  private static final int LENGTH_BYTES = 2;
  private static final int DEPTH_BYTES = 2;
  private static final int HEAD_BYTES = LENGTH_BYTES + DEPTH_BYTES;

  /** What of the first eight bytes of an entry, little-endian, is not the depth. */
  private static final long NOT_DEPTH = ~0xFFFF_0000L;

  /** What {@link #depth} says of a CID that is not there. */
  static final int ABSENT = Integer.MAX_VALUE;

  private static final int INITIAL_SLOTS = 1 << 10;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Unknown outside, so that nobody makes CIDs that all meet in one slot. */
  private final long seed = ThreadLocalRandom.current().nextLong();

  /**
   * An entry: length in two bytes, depth in two, bytes of the CID, zeros up to the next multiple of
   * the unit.
   */
  private final List<byte[]> chunks = new ArrayList<>();

  /** The CID in question, in the form of an entry. */
  private final byte[] entry = new byte[HEAD_BYTES + Cid.MAX_SIZE + (1 << UNIT_BITS)];

  private final ByteBuffer entryBuffer = ByteBuffer.wrap(entry);

  /** Where an entry begins, in units, plus one; zero where a slot is free. */
  private int[] slots = new int[INITIAL_SLOTS];

  private int size;
  private long end;

  /** How many CIDs are in it. */
  int size() {
    return size;
  }

  boolean contains(Cid cid) {
    int length = prepare(cid);
    return slots[find(length)] != 0;
  }

  /** The depth that goes with a CID, or {@link #ABSENT}. */
  int depth(Cid cid) {
    int length = prepare(cid);
    int slot = find(length);
    return slots[slot] == 0 ? ABSENT : depthAt(slots[slot] - 1);
  }

  private int depthAt(int unit) {
    byte[] chunk = chunkOf(unit);
    int at = offsetOf(unit) + LENGTH_BYTES;
    return (chunk[at] & 0xff) << 8 | chunk[at + 1] & 0xff;
  }

  /** Adds a CID at depth 0 and returns whether it was not there. */
  boolean add(Cid cid) {
    return add(cid, 0);
  }

  /**
   * Adds a CID and returns whether it was not there. Of one that is there the depth changes.
   *
   * @param depth at most 65,535
   */
  boolean add(Cid cid, int depth) {
    int length = prepare(cid);
    entryBuffer.putShort(LENGTH_BYTES, (short) depth);
    int slot = find(length);
    if (slots[slot] != 0) {
      System.arraycopy(
          entry,
          LENGTH_BYTES,
          chunkOf(slots[slot] - 1),
          offsetOf(slots[slot] - 1) + LENGTH_BYTES,
          DEPTH_BYTES);
      return false;
    }
    slots[slot] = store(length) + 1;
    size++;
    if (size > slots.length / 3 * 2) {
      grow();
    }
    return true;
  }

  /** Puts the CID into {@link #entry} and returns its whole length, a multiple of the unit. */
  private int prepare(Cid cid) {
    entryBuffer.clear().position(HEAD_BYTES);
    cid.writeTo(entryBuffer);
    int used = entryBuffer.position();
    entryBuffer.putShort(0, (short) used);
    entryBuffer.putShort(LENGTH_BYTES, (short) 0);
    int length = roundUp(used);
    Arrays.fill(entry, used, length, (byte) 0);
    return length;
  }

  private static int roundUp(int length) {
    int unit = 1 << UNIT_BITS;
    return (length + unit - 1) & -unit;
  }

  /** The slot of the entry, or the free one where it belongs. */
  private int find(int length) {
    int mask = slots.length - 1;
    int slot = (int) hash(entry, 0, length) & mask;
    while (slots[slot] != 0 && !isAt(slots[slot] - 1, length)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isAt(int unit, int length) {
    byte[] chunk = chunkOf(unit);
    int from = offsetOf(unit);
    return length <= chunk.length - from
        && Arrays.equals(chunk, from, from + LENGTH_BYTES, entry, 0, LENGTH_BYTES)
        && Arrays.equals(chunk, from + HEAD_BYTES, from + length, entry, HEAD_BYTES, length);
  }

  private byte[] chunkOf(int unit) {
    return chunks.get(unit >>> (CHUNK_BITS - UNIT_BITS));
  }

  private static int offsetOf(int unit) {
    return unit << UNIT_BITS & (CHUNK_BYTES - 1);
  }

  private int store(int length) {
    long left = ((long) chunks.size() << CHUNK_BITS) - end;
    if (left < length) {
      end += left;
      chunks.add(new byte[CHUNK_BYTES]);
    }
    int unit = Math.toIntExact(end >>> UNIT_BITS);
    System.arraycopy(entry, 0, chunkOf(unit), offsetOf(unit), length);
    end += length;
    return unit;
  }

  private void grow() {
    int[] old = slots;
    slots = new int[Math.multiplyExact(old.length, 2)];
    int mask = slots.length - 1;
    for (int unitPlusOne : old) {
      if (unitPlusOne != 0) {
        int slot = (int) hashAt(unitPlusOne - 1) & mask;
        while (slots[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = unitPlusOne;
      }
    }
  }

  private long hashAt(int unit) {
    byte[] chunk = chunkOf(unit);
    int from = offsetOf(unit);
    int used = (chunk[from] & 0xff) << 8 | chunk[from + 1] & 0xff;
    return hash(chunk, from, roundUp(used));
  }

  private long hash(byte[] bytes, int from, int length) {
    long hash = seed;
    for (int at = from; at < from + length; at += Long.BYTES) {
      long part = (long) LONG.get(bytes, at);
      long mixed = (hash ^ (at == from ? part & NOT_DEPTH : part)) * MULTIPLIER;
      hash = mixed ^ mixed >>> 32 ^ Long.rotateLeft(seed, 17);
    }
    return hash ^ hash >>> 29;
  }
}

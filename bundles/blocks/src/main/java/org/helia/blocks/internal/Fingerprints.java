package org.helia.blocks.internal;

/** A set of numbers in an open table: 11 to 22 bytes for each. */
final class Fingerprints {
  private static final long[] EMPTY = {};

  private long[] table = EMPTY;
  private int used;

  /**
   * @return whether it was not there yet
   */
  boolean add(long value) {
    if (used * 4L >= table.length * 3L) {
      grow();
    }
    int place = find(table, nonZero(value));
    if (table[place] != 0) {
      return false;
    }
    table[place] = nonZero(value);
    used++;
    return true;
  }

  /**
   * @return how many of them were not there yet
   */
  int addAll(Fingerprints others) {
    int before = used;
    for (long value : others.table) {
      if (value != 0) {
        add(value);
      }
    }
    return used - before;
  }

  boolean contains(long value) {
    return used > 0 && table[find(table, nonZero(value))] != 0;
  }

  int size() {
    return used;
  }

  private static long nonZero(long value) {
    return value == 0 ? 1 : value;
  }

  private static int find(long[] table, long value) {
    int mask = table.length - 1;
    int place = (int) value & mask;
    while (table[place] != 0 && table[place] != value) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] larger = new long[Math.max(16, table.length * 2)];
    for (long value : table) {
      if (value != 0) {
        larger[find(larger, value)] = value;
      }
    }
    table = larger;
  }
}

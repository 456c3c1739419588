package org.helia.broker.gateway.internal;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.helia.api.block.FetchedBlock;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.jspecify.annotations.Nullable;

/**
 * Blocks that came before they were wanted, in the order in which they came. Bounded by number and
 * bytes. Not thread-safe.
 */
final class AheadBuffer {
  static final int MAX_BLOCKS = 4_096;
  static final long MAX_BYTES = 16L * 1024 * 1024;

  private record Ahead(long number, FetchedBlock block) {}

  private final Map<Cid, Ahead> blocks = new LinkedHashMap<>();
  private long bytes;
  private long came;

  /**
   * The number of the last leaf that was wanted. A reader names inner blocks far ahead, but leaves
   * in their order: those before it were wanted earlier or never will be.
   */
  private long wanted = -1;

  /** Takes note of one that is wanted as it comes. */
  void passed(Cid cid) {
    note(cid, came++);
  }

  private void note(Cid cid, long number) {
    if (cid.codec() == Multicodec.RAW) {
      wanted = Math.max(wanted, number);
    }
  }

  /**
   * Keeps a block.
   *
   * @return false when there is no room
   */
  boolean add(FetchedBlock block) {
    return hasRoom(block) && addLast(block);
  }

  /**
   * Keeps a block after which none is added, whether there is room or not.
   *
   * @return true
   */
  boolean addLast(FetchedBlock block) {
    Cid cid = block.block().block().cid();
    Ahead before = blocks.put(cid, new Ahead(came++, block));
    bytes +=
        block.block().block().size() - (before == null ? 0 : before.block.block().block().size());
    return true;
  }

  private boolean hasRoom(FetchedBlock block) {
    return blocks.isEmpty()
        || (blocks.size() < MAX_BLOCKS && bytes + block.block().block().size() <= MAX_BYTES);
  }

  /**
   * Drops what the reader has passed over, as it has it from elsewhere.
   *
   * @return whether there was anything
   */
  boolean dropPassed() {
    Iterator<Ahead> oldestFirst = blocks.values().iterator();
    boolean dropped = false;
    while (oldestFirst.hasNext()) {
      Ahead oldest = oldestFirst.next();
      if (oldest.number > wanted) {
        break;
      }
      bytes -= oldest.block.block().block().size();
      oldestFirst.remove();
      dropped = true;
    }
    return dropped;
  }

  /** Hands a block out that is wanted now. */
  @Nullable FetchedBlock take(Cid cid) {
    Ahead ahead = blocks.remove(cid);
    if (ahead == null) {
      return null;
    }
    bytes -= ahead.block.block().block().size();
    note(cid, ahead.number);
    return ahead.block;
  }

  void clear() {
    blocks.clear();
    bytes = 0;
  }
}

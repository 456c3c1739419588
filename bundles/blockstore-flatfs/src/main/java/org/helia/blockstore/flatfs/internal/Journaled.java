package org.helia.blockstore.flatfs.internal;

import org.helia.multiformats.Multihash;

/** A small block: in memory and in a journal. */
final class Journaled extends Pending {
  private final byte[] bytes;
  private final boolean replayed;

  /**
   * @param replayed whether an earlier process put it
   */
  Journaled(Multihash hash, byte[] bytes, boolean replayed) {
    super(hash, BlockName.of(hash));
    this.bytes = bytes;
    this.replayed = replayed;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean isReplayed() {
    return replayed;
  }

  @Override
  int size() {
    return bytes.length;
  }
}

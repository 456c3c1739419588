package org.helia.blockstore.flatfs.internal;

import org.helia.multiformats.Multihash;

/**
 * A block that readers see already, but that is not yet a durable file under its name. Equal to
 * itself only: the same block may be put, deleted and put again.
 */
abstract sealed class Pending permits Journaled, Staged {
  private final Multihash hash;
  private final String name;

  Pending(Multihash hash, String name) {
    this.hash = hash;
    this.name = name;
  }

  final Multihash hash() {
    return hash;
  }

  /** The name of its file. */
  final String name() {
    return name;
  }

  /** The size of the block in bytes. */
  abstract int size();
}

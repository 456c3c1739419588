package org.helia.blockstore.flatfs.internal;

import java.nio.file.Path;

/**
 * Where things are in the folder of a blockstore. Kubo skips what begins with a dot.
 *
 * @param root the folder, as Kubo's {@code blocks}
 * @param function names the directory of a block
 */
record Layout(Path root, ShardFunction function) {
  /** Names the shard function. */
  static final String SHARDING = "SHARDING";

  /**
   * Files that are being written. Kubo has its own there and removes them when it opens, as we do.
   */
  static final String TEMP = ".temp";

  /** Small blocks that are durable, but not files yet. */
  static final String JOURNAL = ".journal";

  /** Held by the process that uses the folder. */
  static final String LOCK = ".lock";

  /** For people who find the folder. */
  static final String README = "_README";

  /** What Kubo remembers of the folder's size; it counts anew when the file is not there. */
  static final String DISK_USAGE = "diskUsage.cache";

  String shardOf(String name) {
    return function.shardOf(name);
  }

  Path file(String name) {
    return root.resolve(shardOf(name) + "/" + name + BlockName.EXTENSION);
  }

  Path shard(String shard) {
    return root.resolve(shard);
  }

  Path temp() {
    return root.resolve(TEMP);
  }

  Path journal() {
    return root.resolve(JOURNAL);
  }
}

package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.helia.multiformats.Multihash;
import org.jspecify.annotations.Nullable;

/** A large block: in a temporary file that waits to be forced and renamed. */
final class Staged extends Pending {
  private final Path temp;
  private final int size;
  private final CountDownLatch tried = new CountDownLatch(1);
  private volatile boolean forced;
  private volatile @Nullable IOException failure;

  Staged(Multihash hash, String name, Path temp, int size) {
    super(hash, name);
    this.temp = temp;
    this.size = size;
  }

  Path temp() {
    return temp;
  }

  @Override
  int size() {
    return size;
  }

  /** Counted down when the first try to make it durable has ended. */
  CountDownLatch tried() {
    return tried;
  }

  /** Whether the content of the temporary file is durable. */
  boolean isForced() {
    return forced;
  }

  void forced() {
    forced = true;
  }

  /** Why the last try failed, if it did. */
  @Nullable IOException failure() {
    return failure;
  }

  void failed(IOException cause) {
    failure = cause;
  }
}

package org.helia.blockstore.flatfs.internal;

import java.io.IOException;

/** Something done to the disk. */
@FunctionalInterface
interface IoStep {
  void run() throws IOException;
}

package org.helia.itests.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.block.DamagedBlock;
import org.helia.api.block.FetchOptions;
import org.helia.api.gc.GcListener;
import org.helia.api.gc.GcOptions;
import org.helia.api.gc.GcReport;
import org.helia.api.path.ContentPath;
import org.helia.api.pin.BrokenPin;
import org.helia.api.unixfs.ExtendedStat;
import org.helia.multiformats.Multihash;

/** What holds of a node at any time. */
record Invariants(Node node) {
  /** Each pin and the mutable file system have all their blocks, and every block is right. */
  void check() {
    List<DamagedBlock> damaged = new ArrayList<>();
    node.blockstores.verify(damaged::add, Progress.NONE);
    assertThat(damaged).isEmpty();
    List<BrokenPin> broken = new ArrayList<>();
    node.pins.verify(broken::add, Progress.NONE);
    assertThat(broken).isEmpty();
    ExtendedStat files =
        node.unixFs.extendedStat(
            ContentPath.of(node.mfs.root()), FetchOptions.OFFLINE, Progress.NONE);
    assertThat(files.missingBlocks()).isZero();
  }

  /** A collection takes what nothing needs, all of it, and nothing else. */
  void checkCollection() {
    GcReport report = node.gc.collect(GcOptions.DEFAULTS, GcListener.NONE);
    assertThat(report.complete()).isTrue();
    try (Stream<Multihash> left = node.blocks.hashes()) {
      assertThat(left.count()).isEqualTo(report.markedBlocks());
    }
    check();
  }
}

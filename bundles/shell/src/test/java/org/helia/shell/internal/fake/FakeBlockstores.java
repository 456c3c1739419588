package org.helia.shell.internal.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.helia.api.Progress;
import org.helia.api.block.BlockstoreException;
import org.helia.api.block.BlockstoreInfo;
import org.helia.api.block.BlockstoreUsage;
import org.helia.api.block.Blockstores;
import org.helia.api.block.DamagedBlock;
import org.helia.api.block.MigrationReport;
import org.helia.api.block.VerifyReport;
import org.helia.multiformats.Multihash;

/** Two blockstores, flatfs of 12 blocks and memory of 3. */
public final class FakeBlockstores implements Blockstores {
  /** What a check finds. */
  public final List<DamagedBlock> damaged = new ArrayList<>();

  /** What a migration leaves behind. */
  public final List<Multihash> corrupt = new ArrayList<>();

  @Override
  public List<BlockstoreInfo> list() {
    return List.of(
        new BlockstoreInfo("flatfs", 10, true, "org.helia.blockstore.flatfs 1.0.0"),
        new BlockstoreInfo("memory", 0, false, "org.helia.blockstore.memory 1.0.0"));
  }

  @Override
  public BlockstoreUsage usage(String name) {
    return switch (name) {
      case "flatfs" -> new BlockstoreUsage(12, 1_234_567);
      case "memory" -> new BlockstoreUsage(3, 300);
      default -> throw new BlockstoreException("there is no blockstore " + name);
    };
  }

  @Override
  public MigrationReport migrate(String from, String to, Progress progress) {
    usage(to);
    BlockstoreUsage usage = usage(from);
    progress.advanced(usage.blocks(), usage.bytes());
    return new MigrationReport(usage.blocks(), usage.bytes(), 2, corrupt, corrupt.size());
  }

  @Override
  public VerifyReport verify(Consumer<DamagedBlock> found, Progress progress) {
    progress.advanced(15, 1_234_867);
    damaged.forEach(found);
    return new VerifyReport(15, 1_234_867, damaged.size());
  }
}

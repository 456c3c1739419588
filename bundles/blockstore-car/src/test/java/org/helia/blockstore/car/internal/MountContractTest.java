package org.helia.blockstore.car.internal;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.helia.api.block.Block;
import org.helia.api.block.ReadOnlyBlockstore;
import org.helia.ipld.car.CarWriter;
import org.helia.testkit.block.ReadOnlyBlockstoreContract;
import org.junit.jupiter.api.io.TempDir;

class MountContractTest extends ReadOnlyBlockstoreContract {
  @TempDir Path folder;

  @Override
  protected ReadOnlyBlockstore open(List<Block> blocks) throws Exception {
    Path path = folder.resolve("blocks.car");
    try (OutputStream out = Files.newOutputStream(path)) {
      CarWriter writer = new CarWriter(out, List.of());
      blocks.forEach(writer::write);
      writer.flush();
    }
    return CarBlockstore.open("car-blocks", path);
  }

  @Override
  protected void close(ReadOnlyBlockstore store) {
    ((CarBlockstore) store).close();
  }
}

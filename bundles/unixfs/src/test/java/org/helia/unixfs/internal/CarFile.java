package org.helia.unixfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.helia.api.block.Block;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.Blocks;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Varint;
import org.helia.testkit.fixture.FixtureFile;

/** Loads the blocks of a fixture's CARv1, checked against their CIDs. */
final class CarFile {
  private CarFile() {}

  static void load(String fixture, Blocks blocks) {
    try (InputStream in = FixtureFile.open(fixture);
        BlockWriter writer = blocks.writer()) {
      in.skipNBytes(Varint.read(in));
      for (OptionalLong size = Varint.readIfPresent(in);
          size.isPresent();
          size = Varint.readIfPresent(in)) {
        ByteBuffer section = ByteBuffer.wrap(in.readNBytes((int) size.getAsLong()));
        Cid cid = Cid.read(section);
        byte[] bytes = new byte[section.remaining()];
        section.get(bytes);
        writer.put(Block.of(cid, bytes));
      }
      writer.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

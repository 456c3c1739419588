package org.helia.itests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.helia.api.Progress;
import org.helia.api.block.Block;
import org.helia.api.block.Blocks;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarExport;
import org.helia.api.car.Cars;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.UnixFs;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.multiformats.Cid;

/** Something that a client has written, and how it is read back and checked. */
sealed interface Stored {

  /** What the clients call. */
  record Services(Blocks blocks, UnixFs unixFs, Cars cars) {}

  /** Writes it once more, which is a request like any other. */
  void write(Services services);

  /**
   * Reads it in one of the ways there are.
   *
   * @throws AssertionError when it is not what was written
   */
  void check(Services services, int way) throws IOException;

  /** Something new: every third is a file, the others are blocks of up to 64 KiB. */
  static Stored written(Services services, long seed) {
    if (seed % 3 != 0) {
      RawBlock block = new RawBlock(seed);
      block.write(services);
      return block;
    }
    return LinkedFile.added(services, seed);
  }

  /** One block. */
  record RawBlock(long seed) implements Stored {
    private Block block() {
      // Most are small, as in life.
      int size = 1 + (Math.floorMod(seed * 0x9E3779B97F4A7C15L, 1 << 16) >> (seed % 5));
      return Content.rawBlock(Content.bytes(seed, size));
    }

    @Override
    public void write(Services services) {
      services.blocks().put(block());
    }

    @Override
    public void check(Services services, int way) {
      Block expected = block();
      Block found = services.blocks().get(expected.cid(), FetchOptions.OFFLINE);
      if (!Arrays.equals(found.bytes(), expected.bytes())) {
        throw new AssertionError("wrong bytes for block " + expected.cid());
      }
    }
  }

  /**
   * A file of several chunks below a DAG-CBOR block, so that walking the DAG takes three codecs.
   *
   * @param file the root of the file, as the node named it
   */
  record LinkedFile(long seed, Cid file) implements Stored {
    private static final int CHUNK_BYTES = 4096;
    private static final int CHUNKS = 5;
    private static final int BYTES = CHUNKS * CHUNK_BYTES - 1;
    private static final AddOptions OPTIONS =
        AddOptions.DEFAULTS.withProfile(
            UnixFsProfile.V1_2025.toBuilder().chunkBytes(CHUNK_BYTES).build());

    static LinkedFile added(Services services, long seed) {
      LinkedFile file = new LinkedFile(seed, add(services, seed));
      services.blocks().put(Content.cborLink(file.file));
      return file;
    }

    private static Cid add(Services services, long seed) {
      InputStream in = new ByteArrayInputStream(Content.bytes(seed, BYTES));
      return services.unixFs().add(AddSource.stream("file", in), OPTIONS, AddListener.NONE).cid();
    }

    @Override
    public void write(Services services) {
      Cid again = add(services, seed);
      if (!again.equals(file)) {
        throw new AssertionError("the same file became " + file + " first and " + again + " now");
      }
    }

    @Override
    public void check(Services services, int way) throws IOException {
      if (way % 2 == 0) {
        cat(services);
      } else {
        export(services);
      }
    }

    private void cat(Services services) throws IOException {
      try (InputStream in =
          services.unixFs().cat(ContentPath.of(file), ByteRange.ALL, FetchOptions.OFFLINE)) {
        if (!Arrays.equals(in.readAllBytes(), Content.bytes(seed, BYTES))) {
          throw new AssertionError("wrong bytes in file " + file);
        }
      }
    }

    private void export(Services services) {
      List<Cid> roots = List.of(Content.cborLink(file).cid());
      ByteArrayOutputStream car = new ByteArrayOutputStream();
      CarExport export = services.cars().exportDag(roots, car, FetchOptions.OFFLINE, Progress.NONE);
      if (export.blocks() != CHUNKS + 2 || export.bytes() != car.size() || car.size() < BYTES) {
        throw new AssertionError(
            "a DAG of %d blocks became a CAR of %d bytes with %s"
                .formatted(CHUNKS + 2, car.size(), export));
      }
    }
  }
}

package org.helia.ipld.car;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.car.CarException;
import org.helia.api.car.CarIndexKind;
import org.helia.api.car.MalformedCarException;
import org.helia.multiformats.Multihash;
import org.jspecify.annotations.Nullable;

/**
 * A CAR file whose blocks are found by their hash. That a block is where the index says is looked
 * at; that its bytes match the hash is for the caller to check. Any number of threads may use it at
 * once.
 */
public final class IndexedCar {
  private final CarFile file;
  private final CarLayout layout;
  private final CarIndex index;

  /**
   * Pairs a CAR with its index.
   *
   * @param index in this file or another
   */
  public IndexedCar(CarFile file, CarLayout layout, CarIndex index) {
    this.file = file;
    this.layout = layout;
    this.index = index;
  }

  /**
   * Makes the index of a CAR: one pass over its sections, which does not read the blocks.
   *
   * @param out gets the index, not closed
   * @return how many sections are in it
   * @throws MalformedCarException when a section is cut off or malformed
   */
  public static long writeIndex(CarFile file, CarLayout layout, CarIndexKind kind, OutputStream out)
      throws IOException {
    CarScanner sections = new CarScanner(file, layout);
    try (CarIndexWriter writer = new CarIndexWriter(kind)) {
      for (var next = sections.next(); next.isPresent(); next = sections.next()) {
        CancelledException.checkpoint("indexing " + file);
        writer.add(next.get().cid().multihash(), next.get().offset() - layout.dataOffset());
      }
      writer.writeTo(out);
      return writer.entries();
    }
  }

  /** Where the parts of the CAR lie. */
  public CarLayout layout() {
    return layout;
  }

  /**
   * The bytes of a block, unchecked.
   *
   * @return empty when the index does not name it
   * @throws CarException when the index names it where it is not, or the file cannot be read
   */
  public Optional<byte[]> get(Multihash hash) {
    return find(hash).map(this::read);
  }

  private byte[] read(CarScanner.Entry entry) {
    if (entry.blockSize() > Block.MAX_OUTSIDE_BYTES) {
      throw new MalformedCarException(
          entry.offset(),
          "block %s of %d bytes is over the limit of %d"
              .formatted(entry.cid(), entry.blockSize(), Block.MAX_OUTSIDE_BYTES));
    }
    byte[] bytes = new byte[entry.blockSize()];
    file.readFully(entry.blockOffset(), bytes, bytes.length);
    return bytes;
  }

  /**
   * Where a block is.
   *
   * @return empty when the index does not name it
   * @throws CarException when the index names it where it is not, or the file cannot be read
   */
  public Optional<CarScanner.Entry> find(Multihash hash) {
    Search search = new Search(hash);
    if (index.find(hash, search::isAt)) {
      return Optional.of(Objects.requireNonNull(search.found));
    }
    if (search.lie != null) {
      throw search.lie;
    }
    return Optional.empty();
  }

  private final class Search {
    private final Multihash hash;
    private CarScanner.@Nullable Entry found;
    private @Nullable CarException lie;

    Search(Multihash hash) {
      this.hash = hash;
    }

    boolean isAt(long offset) {
      try {
        CarScanner.Entry entry = CarScanner.at(file, layout, layout.dataOffset() + offset);
        if (entry.cid().multihash().equals(hash)) {
          found = entry;
          return true;
        }
        if (!mayStandFor(entry.cid().multihash())) {
          lie = wrong(entry.offset(), "where block " + entry.cid() + " is", null);
        }
      } catch (MalformedCarException e) {
        lie = wrong(layout.dataOffset() + offset, "where no block is", e);
      }
      return false;
    }

    /** Without the function in the index, the same digest of another one is no lie. */
    private boolean mayStandFor(Multihash other) {
      return index.kind() == CarIndexKind.SORTED && Arrays.equals(other.digest(), hash.digest());
    }

    private CarException wrong(long at, String what, @Nullable Throwable cause) {
      String text =
          "the index of %s is wrong: it says that the block with the hash %s is at byte %d, %s; make a new index"
              .formatted(file, hash, at, what);
      return cause == null ? new CarException(text) : new CarException(text, cause);
    }
  }

  /** The hashes of all blocks that the index names, each as often as it does. */
  public Stream<Multihash> hashes() {
    Iterator<CarIndex.Entry> entries = index.entries();
    int characteristics = Spliterator.NONNULL | Spliterator.ORDERED;
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(entries, characteristics), false)
        .map(this::hash);
  }

  private Multihash hash(CarIndex.Entry entry) {
    return entry.function() >= 0
        ? Multihash.wrap(entry.function(), entry.digest())
        : CarScanner.at(file, layout, layout.dataOffset() + entry.offset()).cid().multihash();
  }
}

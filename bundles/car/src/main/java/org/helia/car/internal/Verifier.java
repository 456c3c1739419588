package org.helia.car.internal;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.helia.api.CancelledException;
import org.helia.api.Progress;
import org.helia.api.block.Block;
import org.helia.api.car.CarEntry;
import org.helia.api.car.CarReport;
import org.helia.api.car.MalformedCarException;
import org.helia.api.codec.CodecException;
import org.helia.api.codec.Hashers;
import org.helia.ipld.car.CarIndex;
import org.helia.ipld.car.CarScanner;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;

/** One run of {@link org.helia.api.car.Cars#verify}. */
final class Verifier {
  private final OpenCar car;
  private final Hashers hashers;
  private final Consumer<String> sink;
  private final Progress progress;
  private final Set<Cid> missingRoots;
  private Optional<CarIndex> index = Optional.empty();
  private long blocks;
  private long bytes;
  private long faults;

  Verifier(OpenCar car, Hashers hashers, Consumer<String> sink, Progress progress) {
    this.car = car;
    this.hashers = hashers;
    this.sink = sink;
    this.progress = progress;
    this.missingRoots = new LinkedHashSet<>(car.layout().roots());
  }

  CarReport run() {
    openIndex();
    try {
      car.forEach(this::check);
    } catch (MalformedCarException e) {
      fault(String.valueOf(e.getMessage()));
    }
    missingRoots.removeIf(root -> root.multihash().code() == Multicodec.IDENTITY);
    missingRoots.forEach(root -> fault("the root " + root + " is not in the CAR"));
    index.ifPresent(this::checkEntries);
    return new CarReport(car.info(index), blocks, bytes, faults);
  }

  private void openIndex() {
    try {
      index = car.index();
    } catch (MalformedCarException e) {
      fault(String.valueOf(e.getMessage()));
    }
  }

  private void check(CarEntry entry) {
    missingRoots.remove(entry.cid());
    checkBlock(entry);
    index.ifPresent(present -> checkIsIndexed(entry, present));
    blocks++;
    bytes += entry.blockBytes();
    progress.advanced(1, entry.blockBytes());
  }

  private void checkBlock(CarEntry entry) {
    String what = "block %s at byte %d".formatted(entry.cid(), entry.blockOffset());
    if (entry.blockBytes() > Block.MAX_OUTSIDE_BYTES) {
      fault(
          "%s has %d bytes, over the limit of %d"
              .formatted(what, entry.blockBytes(), Block.MAX_OUTSIDE_BYTES));
      return;
    }
    byte[] content = new byte[entry.blockBytes()];
    int found = car.file().read(entry.blockOffset(), content);
    try {
      if (found < content.length || !hashers.matches(entry.cid().multihash(), content)) {
        fault(what + " does not match its CID");
      }
    } catch (CodecException e) {
      fault(what + " cannot be checked: " + e.getMessage());
    }
  }

  /** Those of identity CIDs may be left out, unless the header says that none is. */
  private void checkIsIndexed(CarEntry entry, CarIndex present) {
    Multihash hash = entry.cid().multihash();
    boolean mayBeLeftOut =
        hash.code() == Multicodec.IDENTITY
            && !car.layout().v2().map(v2 -> v2.fullyIndexed()).orElse(false);
    if (!mayBeLeftOut && !present.find(hash, offset -> true)) {
      fault("block %s at byte %d is not in the index".formatted(entry.cid(), entry.offset()));
    }
  }

  private void checkEntries(CarIndex present) {
    for (Iterator<CarIndex.Entry> each = present.entries(); each.hasNext(); ) {
      CancelledException.checkpoint("checking the index of " + car.file());
      CarIndex.Entry entry = each.next();
      if (!leadsToBlock(entry)) {
        fault(
            "the index leads to byte %d, where the block that it names is not"
                .formatted(car.layout().dataOffset() + entry.offset()));
      }
    }
  }

  private boolean leadsToBlock(CarIndex.Entry entry) {
    try {
      long offset = car.layout().dataOffset() + entry.offset();
      Multihash hash = CarScanner.at(car.file(), car.layout(), offset).cid().multihash();
      return Arrays.equals(hash.digest(), entry.digest())
          && (entry.function() < 0 || entry.function() == hash.code());
    } catch (MalformedCarException e) {
      return false;
    }
  }

  private void fault(String text) {
    faults++;
    sink.accept(text);
  }
}

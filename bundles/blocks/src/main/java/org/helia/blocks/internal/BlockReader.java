package org.helia.blocks.internal;

import java.util.Optional;
import java.util.function.Supplier;
import org.helia.api.block.Block;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.Hashers;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;

/** Reads a block: from the CID itself, from the blockstores, from the brokers. */
final class BlockReader {
  private final Stores stores;
  private final Brokers brokers;
  private final Hashers hashers;
  private final Supplier<Settings> settings;
  private final Arrivals arrivals;
  private final ReadMetrics metrics = new ReadMetrics();

  BlockReader(
      Stores stores,
      Brokers brokers,
      Hashers hashers,
      Supplier<Settings> settings,
      Arrivals arrivals) {
    this.stores = stores;
    this.brokers = brokers;
    this.hashers = hashers;
    this.settings = settings;
    this.arrivals = arrivals;
  }

  /** Whether the CID holds the block itself, so that nobody needs to keep it. */
  static boolean isInline(Multihash hash) {
    return hash.code() == Multicodec.IDENTITY && !hash.isOversizedIdentity();
  }

  ReadMetrics metrics() {
    return metrics;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  /** The brokers for one reader, who closes them. */
  LazyOutside outside(FetchOptions options) {
    return new LazyOutside(brokers, options);
  }

  /** As {@link org.helia.api.block.Blocks#get(Cid, FetchOptions)}. */
  Block get(Cid cid, FetchOptions options) {
    try (LazyOutside outside = outside(options)) {
      return get(cid, options, outside);
    }
  }

  /** The same for a reader of several blocks. */
  Block get(Cid cid, FetchOptions options, LazyOutside outside) {
    if (isInline(cid.multihash())) {
      return Block.of(cid, cid.multihash().digest());
    }
    Deadline deadline = Deadline.in(options.timeout());
    LocalRead local = localRead(cid);
    Inquiry inquiry = new Inquiry();
    Optional<byte[]> found = local(local, options, inquiry);
    return found.isPresent()
        ? Block.of(cid, found.get())
        : fetched(new Read(this, cid, options, outside), local, inquiry, deadline);
  }

  private static Block fetched(Read read, LocalRead local, Inquiry inquiry, Deadline deadline) {
    read.fetch(local, inquiry);
    return read.join(deadline).orElseThrow(() -> new IllegalStateException("not held"));
  }

  /**
   * A look into the stores.
   *
   * @throws org.helia.api.codec.UnknownHashException when what they have could not be checked
   */
  LocalRead localRead(Cid cid) {
    hashers.requireCheckable(cid.multihash());
    return new LocalRead(cid, hashers, settings.get().verifyOnRead());
  }

  /**
   * The block from the stores, checked; corrupt copies are replaced.
   *
   * @return empty when no store has it and others may be asked
   * @throws org.helia.api.block.BlockException when no store has it and nobody else is to be asked
   */
  Optional<byte[]> local(LocalRead read, FetchOptions options, Inquiry inquiry) {
    Deadline deadline = Deadline.in(options.timeout());
    stores.requireOne(deadline.left());
    Optional<byte[]> bytes = read.from(stores, deadline.left(), inquiry);
    bytes.ifPresentOrElse(right -> metrics.hit(right.length), metrics::miss);
    bytes.ifPresent(right -> read.heal(stores, right));
    if (bytes.isEmpty() && options.offline()) {
      throw read.notFound(inquiry, "; offline");
    }
    return bytes;
  }
}

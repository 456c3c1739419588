package org.helia.blocks.internal;

import java.util.Optional;
import java.util.function.Supplier;
import org.helia.api.block.Block;
import org.helia.api.block.BlockMismatchException;
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
  private final WriteBarrier barrier;
  private final Admissions admissions;

  BlockReader(
      Stores stores,
      Brokers brokers,
      Hashers hashers,
      Supplier<Settings> settings,
      WriteBarrier barrier,
      Admissions admissions) {
    this.stores = stores;
    this.brokers = brokers;
    this.hashers = hashers;
    this.settings = settings;
    this.barrier = barrier;
    this.admissions = admissions;
  }

  /** As {@link org.helia.api.block.Blocks#get(Cid, FetchOptions)}. */
  Block get(Cid cid, FetchOptions options) {
    Multihash hash = cid.multihash();
    if (isInline(hash)) {
      return Block.of(cid, hash.digest());
    }
    hashers.requireCheckable(hash);
    return Block.of(cid, find(cid, options));
  }

  /** Whether the CID holds the block itself, so that nobody needs to keep it. */
  static boolean isInline(Multihash hash) {
    return hash.code() == Multicodec.IDENTITY && !hash.isOversizedIdentity();
  }

  private byte[] find(Cid cid, FetchOptions options) {
    Deadline deadline = Deadline.in(options.timeout());
    stores.requireOne(deadline.left());
    Inquiry inquiry = new Inquiry();
    LocalRead read = new LocalRead(cid, hashers, settings.get().verifyOnRead());
    Optional<byte[]> local = read.from(stores, deadline.left(), inquiry);
    if (local.isPresent()) {
      read.heal(stores, local.get());
      return local.get();
    }
    byte[] fetched = fetch(cid, options, deadline, read, inquiry);
    read.heal(stores, fetched);
    storeFetched(cid.multihash(), fetched);
    return fetched;
  }

  private void storeFetched(Multihash hash, byte[] fetched) {
    admissions.admit(hash, fetched.length);
    barrier.storeFetched(hash, () -> stores.write(hash, fetched));
  }

  private byte[] fetch(
      Cid cid, FetchOptions options, Deadline deadline, LocalRead read, Inquiry inquiry) {
    Optional<byte[]> fetched =
        options.offline() ? Optional.empty() : brokers.fetch(cid, deadline, inquiry);
    return fetched.orElseThrow(
        () -> {
          Optional<BlockMismatchException> mismatch = read.mismatch();
          mismatch.ifPresent(inquiry::attachTo);
          return mismatch.isPresent()
              ? mismatch.get()
              : inquiry.notFound(cid, options.offline() ? "; offline" : "");
        });
  }
}

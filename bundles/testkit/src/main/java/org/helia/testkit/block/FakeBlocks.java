package org.helia.testkit.block;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.helia.api.block.Block;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockMismatchException;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BlockSession;
import org.helia.api.block.BlockSweep;
import org.helia.api.block.BlockSweeps;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.Blocks;
import org.helia.api.block.Blockstore;
import org.helia.api.block.CidFormat;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.Hashers;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.testkit.codec.FakeHashers;
import org.jspecify.annotations.Nullable;

/**
 * {@link Blocks} over one blockstore, without plugins and without threads of its own. Hashes are
 * really computed and checked. Tells what its user left open or did not commit.
 */
public final class FakeBlocks implements Blocks, BlockSweeps {
  private static final int READ_AHEAD = 16;

  private final Hashers hashers;
  private final Blockstore store;
  private final FakeBlockstore kept;

  /** The open ones, and those that were closed during the sweep that is open. */
  private final Set<Writer> writers = new HashSet<>();

  private @Nullable Sweep sweep;
  private final Set<Cid> keptBlocks = ConcurrentHashMap.newKeySet();
  private final Set<Cid> keptDags = ConcurrentHashMap.newKeySet();
  private final AtomicInteger openSessions = new AtomicInteger();
  private final AtomicInteger openWriters = new AtomicInteger();

  /** Empty blocks in memory, with the hash functions of {@link FakeHashers}. */
  public FakeBlocks() {
    this(new FakeHashers());
  }

  /** Empty blocks in memory. */
  public FakeBlocks(Hashers hashers) {
    this.hashers = hashers;
    this.kept = new FakeBlockstore("fake");
    this.store = kept;
  }

  /**
   * Blocks behind a store that misbehaves.
   *
   * @param kept the store behind that other one
   * @param store what is read and written, in front of {@code kept}
   */
  public FakeBlocks(FakeBlockstore kept, Blockstore store) {
    this.hashers = new FakeHashers();
    this.kept = kept;
    this.store = store;
  }

  /**
   * The store that keeps the blocks, where a test may remove or add some behind the user's back.
   */
  public FakeBlockstore store() {
    return kept;
  }

  /** The blocks that writers were told to keep, since the beginning. */
  public Set<Cid> keptBlocks() {
    return Set.copyOf(keptBlocks);
  }

  /** The DAGs that writers were told to keep, since the beginning. */
  public Set<Cid> keptDags() {
    return Set.copyOf(keptDags);
  }

  /** How many sessions were opened and not closed. */
  public int openSessions() {
    return openSessions.get();
  }

  /** How many writers were opened and not closed. */
  public int openWriters() {
    return openWriters.get();
  }

  @Override
  public Block get(Cid cid, FetchOptions options) {
    Multihash hash = cid.multihash();
    hashers.requireCheckable(hash);
    byte[] bytes = read(hash).orElseThrow(() -> new BlockNotFoundException(cid, "the fake store"));
    if (!hashers.matches(hash, bytes)) {
      throw new BlockMismatchException(cid, "the fake store", bytes.length);
    }
    return Block.of(cid, bytes);
  }

  private Optional<byte[]> read(Multihash hash) {
    return isInline(hash) ? Optional.of(hash.digest()) : store.get(hash);
  }

  private static boolean isInline(Multihash hash) {
    return hash.code() == Multicodec.IDENTITY && !hash.isOversizedIdentity();
  }

  @Override
  public BlockSession session(FetchOptions options) {
    openSessions.incrementAndGet();
    return new Session(options);
  }

  @Override
  public boolean has(Cid cid) {
    return isInline(cid.multihash()) || store.has(cid.multihash());
  }

  @Override
  public OptionalInt size(Cid cid) {
    Multihash hash = cid.multihash();
    return isInline(hash) ? OptionalInt.of(hash.digestLength()) : store.size(hash);
  }

  @Override
  public void put(Block block) {
    try (BlockWriter writer = writer()) {
      writer.put(block);
      writer.commit();
    }
  }

  @Override
  public BlockWriter writer() {
    openWriters.incrementAndGet();
    return new Writer();
  }

  @Override
  public boolean delete(Cid cid) {
    return !isInline(cid.multihash()) && store.delete(cid.multihash());
  }

  @Override
  public Stream<Multihash> hashes() {
    return store.hashes();
  }

  @Override
  public BlockSweep begin() {
    synchronized (writers) {
      if (sweep != null) {
        throw new BlockException("another garbage collection of the blocks is under way");
      }
      sweep = new Sweep();
      return sweep;
    }
  }

  private void end(Writer writer) {
    synchronized (writers) {
      if (sweep == null) {
        writers.remove(writer);
      }
    }
  }

  /** One lock for all: whoever stores and whoever deletes take turns. */
  private final class Sweep implements BlockSweep {
    private final Set<Multihash> live = ConcurrentHashMap.newKeySet();
    private final Set<Cid> followed = ConcurrentHashMap.newKeySet();
    private final List<Cid> dags = writers.stream().flatMap(one -> one.dags.stream()).toList();

    @Override
    public List<Cid> keptDags() {
      return dags;
    }

    @Override
    public boolean mark(Cid node) {
      live.add(node.multihash());
      return followed.add(node);
    }

    /** Changes nothing: what writers keep as a DAG is only told here. */
    @Override
    public void markIncomplete() {}

    @Override
    public boolean markBlock(Multihash block) {
      return live.add(block);
    }

    @Override
    public boolean isKept(Multihash block) {
      synchronized (writers) {
        return live.contains(block) || writers.stream().anyMatch(one -> one.kept.contains(block));
      }
    }

    @Override
    public long marked() {
      return live.size();
    }

    @Override
    public Stream<Multihash> candidates() {
      return store.hashes();
    }

    @Override
    public boolean delete(Multihash block) {
      synchronized (writers) {
        return !isKept(block) && store.delete(block);
      }
    }

    @Override
    public void close() {
      synchronized (writers) {
        sweep = null;
        writers.removeIf(writer -> !writer.open.get());
      }
    }
  }

  private void store(Multihash hash, byte[] bytes) {
    if (!isInline(hash)) {
      store.put(hash, bytes);
    }
  }

  private final class Session implements BlockSession {
    private final FetchOptions options;
    private boolean open = true;

    Session(FetchOptions options) {
      this.options = options;
    }

    @Override
    public Block get(Cid cid) {
      if (!open) {
        throw new IllegalStateException("get on a closed session");
      }
      return FakeBlocks.this.get(cid, options);
    }

    @Override
    public void prefetch(Cid cid) {
      // Everything is at hand already.
    }

    @Override
    public int readAhead() {
      return READ_AHEAD;
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        openSessions.decrementAndGet();
      }
    }
  }

  private final class Writer implements BlockWriter {
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Set<Multihash> kept = ConcurrentHashMap.newKeySet();
    private final Set<Cid> dags = ConcurrentHashMap.newKeySet();

    Writer() {
      synchronized (writers) {
        writers.add(this);
      }
    }

    private void storeKept(Multihash hash, byte[] bytes) {
      synchronized (writers) {
        kept.add(hash);
        store(hash, bytes);
      }
    }

    @Override
    public Cid put(CidFormat format, byte[] bytes) {
      checkOpen();
      Multihash hash = hashers.sum(format.hash(), bytes);
      storeKept(hash, bytes);
      return format.cid(hash);
    }

    @Override
    public void put(Block block) {
      checkOpen();
      Multihash hash = block.cid().multihash();
      if (!hashers.matches(hash, block.bytes())) {
        throw new BlockMismatchException(block.cid(), "the caller", block.size());
      }
      storeKept(hash, block.bytes());
    }

    @Override
    public boolean keep(Cid cid) {
      checkOpen();
      keptBlocks.add(cid);
      synchronized (writers) {
        kept.add(cid.multihash());
        return has(cid);
      }
    }

    @Override
    public void keepDag(Cid root) {
      checkOpen();
      keptDags.add(root);
      dags.add(root);
    }

    @Override
    public void commit() {
      checkOpen();
      store.sync();
    }

    private void checkOpen() {
      if (!open.get()) {
        throw new IllegalStateException("the writer is closed");
      }
    }

    @Override
    public void close() {
      if (open.compareAndSet(true, false)) {
        openWriters.decrementAndGet();
        end(this);
      }
    }
  }
}

package org.helia.testkit.block;

import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BlockstoreClosedException;
import org.helia.api.block.BlockstoreException;
import org.helia.api.block.BlockstoreFullException;
import org.helia.multiformats.Multihash;

/**
 * A store that fails on demand: full, closed, or with an I/O error. A call that fails changes
 * nothing in the store behind it.
 */
public final class FailingBlockstore extends ForwardingBlockstore {
  /** What can fail. */
  public enum Call {
    /** {@link Blockstore#get}. */
    GET,
    /** {@link Blockstore#size} and {@link Blockstore#has}. */
    SIZE,
    /** {@link Blockstore#put}. */
    PUT,
    /** {@link Blockstore#sync}. */
    SYNC,
    /** {@link Blockstore#delete}. */
    DELETE,
    /** {@link Blockstore#hashes}, at once. */
    HASHES
  }

  private final String name;
  private volatile Map<Call, Supplier<? extends RuntimeException>> faults = Map.of();

  /**
   * A store that works until told otherwise.
   *
   * @param name what its errors call it
   * @param inner does the work while nothing fails
   */
  public FailingBlockstore(String name, Blockstore inner) {
    super(inner);
    this.name = name;
  }

  /** From now on the disk is full: {@link Blockstore#put} fails, the rest works. */
  public void full() {
    fail(
        EnumSet.of(Call.PUT),
        () ->
            new BlockstoreFullException(
                "blockstore " + name + " is full: 0 bytes left, at least 1 needed"));
  }

  /** From now on every call fails as those on a closed store do. */
  public void closed() {
    fail(EnumSet.allOf(Call.class), () -> new BlockstoreClosedException(name));
  }

  /** From now on these calls fail with an I/O error; those that failed before work again. */
  public void broken(Call first, Call... more) {
    fail(
        EnumSet.of(first, more),
        () ->
            new BlockstoreException(
                "blockstore " + name + " failed", new IOException("Input/output error")));
  }

  /** From now on these calls fail; those that failed before work again. */
  public void fail(Set<Call> calls, Supplier<? extends RuntimeException> error) {
    Map<Call, Supplier<? extends RuntimeException>> next = new EnumMap<>(Call.class);
    calls.forEach(call -> next.put(call, error));
    faults = next;
  }

  /** Everything works again. */
  public void repaired() {
    faults = Map.of();
  }

  private void check(Call call) {
    Supplier<? extends RuntimeException> fault = faults.get(call);
    if (fault != null) {
      throw fault.get();
    }
  }

  @Override
  public Optional<byte[]> get(Multihash hash) {
    check(Call.GET);
    return super.get(hash);
  }

  @Override
  public OptionalInt size(Multihash hash) {
    check(Call.SIZE);
    return super.size(hash);
  }

  @Override
  public boolean has(Multihash hash) {
    check(Call.SIZE);
    return super.has(hash);
  }

  @Override
  public void put(Multihash hash, byte[] bytes) {
    check(Call.PUT);
    super.put(hash, bytes);
  }

  @Override
  public void sync() {
    check(Call.SYNC);
    super.sync();
  }

  @Override
  public boolean delete(Multihash hash) {
    check(Call.DELETE);
    return super.delete(hash);
  }

  @Override
  public Stream<Multihash> hashes() {
    check(Call.HASHES);
    return super.hashes();
  }
}

package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.helia.multiformats.Multihash;
import org.jspecify.annotations.Nullable;

/** A walk as a stream, with the errors of the API. */
final class BlockStream extends AbstractSpliterator<Multihash> {
  private static final String WHAT = "listing blocks";

  private final BlockWalk walk;
  private final IoErrors errors;
  private final CallGate calls;

  BlockStream(BlockWalk walk, IoErrors errors, CallGate calls) {
    super(Long.MAX_VALUE, Spliterator.NONNULL | Spliterator.DISTINCT);
    this.walk = walk;
    this.errors = errors;
    this.calls = calls;
  }

  Stream<Multihash> stream() {
    return StreamSupport.stream(this, false).onClose(this::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super Multihash> action) {
    calls.check();
    Multihash hash = next();
    if (hash == null) {
      return false;
    }
    action.accept(hash);
    return true;
  }

  private @Nullable Multihash next() {
    try {
      return walk.next();
    } catch (IOException e) {
      throw errors.reading(WHAT, e);
    }
  }

  private void close() {
    try {
      walk.close();
    } catch (IOException e) {
      throw errors.reading(WHAT, e);
    }
  }
}

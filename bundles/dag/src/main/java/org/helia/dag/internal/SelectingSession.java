package org.helia.dag.internal;

import java.util.Optional;
import java.util.function.Consumer;
import org.helia.api.block.Block;
import org.helia.api.block.BlockSession;
import org.helia.api.dag.WalkOptions;
import org.helia.multiformats.Cid;

/** Hands each block that is read through it to a sink, if it is wanted and did not come before. */
final class SelectingSession implements BlockSession {
  private final BlockSession session;
  private final WalkOptions options;
  private final Consumer<Block> sink;
  private final CidSet handedOut = new CidSet();

  SelectingSession(BlockSession session, WalkOptions options, Consumer<Block> sink) {
    this.session = session;
    this.options = options;
    this.sink = sink;
  }

  @Override
  public Block get(Cid cid) {
    Block block = session.get(cid);
    accept(block);
    return block;
  }

  /** A block that was read in another way. */
  void accept(Block block) {
    if (options.filter().test(block.cid())
        && (options.duplicates() || handedOut.add(block.cid()))) {
      sink.accept(block);
    }
  }

  @Override
  public void prefetch(Cid cid) {
    session.prefetch(cid);
  }

  @Override
  public Optional<Block> peek(Cid cid) {
    return session.peek(cid);
  }

  @Override
  public void expectDag(Cid root) {
    session.expectDag(root);
  }

  @Override
  public int readAhead() {
    return session.readAhead();
  }

  @Override
  public void close() {
    session.close();
  }
}

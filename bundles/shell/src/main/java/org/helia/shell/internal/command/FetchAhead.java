package org.helia.shell.internal.command;

import java.util.List;
import org.helia.api.block.Block;
import org.helia.api.block.BlockSession;
import org.helia.api.block.FetchOptions;
import org.helia.api.node.Helia;
import org.helia.multiformats.Cid;
import org.helia.platform.DagAhead;
import org.helia.platform.Upcoming;

/**
 * Fetches blocks ahead of a command that reads them one by one, each for itself: what is missing
 * comes through one session, many at once.
 */
final class FetchAhead implements AutoCloseable {
  private final Helia helia;
  private final BlockSession session;
  private final DagAhead ahead;

  /** Whether there is anybody to fetch from. */
  private final boolean needed;

  FetchAhead(Helia helia, FetchOptions options) {
    this.helia = helia;
    this.session = helia.blocks().session(options);
    this.ahead = new DagAhead(session);
    this.needed = !options.offline() && !helia.blockBrokers().list().isEmpty();
  }

  /**
   * Makes sure that the node has a block, if it can be had from outside.
   *
   * @param next what will be read after it, the nearest first
   */
  void fetch(Cid cid, Iterable<Cid> next) {
    if (needed && !helia.blocks().has(cid)) {
      ahead.beforeGet(cid, List.of(new Next(next)));
      session.get(cid);
    }
  }

  private record Next(Iterable<Cid> blocks) implements Upcoming {
    @Override
    public boolean name(Names names) {
      return Upcoming.nameAll(blocks, names);
    }

    /** Nobody knows here what of it will be read. */
    @Override
    public List<Cid> behind(Block block) {
      return List.of();
    }
  }

  @Override
  public void close() {
    session.close();
  }
}

package org.helia.platform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.helia.api.CancelledException;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.Blocks;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.Codecs;
import org.helia.api.gc.BlockRoot;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;

/**
 * The blocks of DAGs one after the other, each once, with nothing fetched. Remembers those that it
 * had, in about 20 bytes each; for one thread.
 */
public final class LocalDag {
  private final Blocks blocks;
  private final Codecs codecs;
  private final boolean skipMissing;
  private final Map<Integer, BlockSet> seen = new HashMap<>();

  /**
   * @param skipMissing whether a block that is missing is passed over, or an error
   */
  public LocalDag(Blocks blocks, Codecs codecs, boolean skipMissing) {
    this.blocks = blocks;
    this.codecs = codecs;
    this.skipMissing = skipMissing;
  }

  private record Node(Cid cid, int depth) {}

  /**
   * The blocks of a DAG that no DAG before had, its root first. Lazy.
   *
   * @param depth how many steps links are followed; {@link BlockRoot#UNLIMITED} for all
   * @throws org.helia.api.block.BlockException when a block cannot be read, while the stream is
   *     read
   * @throws org.helia.api.codec.CodecException when its links cannot be followed
   */
  public Stream<Cid> blocks(Cid root, int depth) {
    Deque<Node> pending = new ArrayDeque<>();
    push(root, depth, pending);
    return StreamSupport.stream(
        new Spliterators.AbstractSpliterator<Cid>(Long.MAX_VALUE, Spliterator.NONNULL) {
          @Override
          public boolean tryAdvance(Consumer<? super Cid> action) {
            if (pending.isEmpty()) {
              return false;
            }
            CancelledException.checkpoint("listing the blocks of " + root);
            Node next = pending.pop();
            follow(next, pending);
            action.accept(next.cid());
            return true;
          }
        },
        false);
  }

  private void push(Cid cid, int depth, Deque<Node> pending) {
    if (seen.computeIfAbsent(depth, unused -> new BlockSet()).add(cid)) {
      pending.push(new Node(cid, depth));
    }
  }

  private void follow(Node node, Deque<Node> pending) {
    if (node.depth() == 0 || node.cid().codec() == Multicodec.RAW) {
      return;
    }
    int depth = node.depth() == BlockRoot.UNLIMITED ? BlockRoot.UNLIMITED : node.depth() - 1;
    List<Cid> links = new ArrayList<>();
    try {
      codecs.links(blocks.get(node.cid(), FetchOptions.OFFLINE), links::add);
    } catch (BlockNotFoundException e) {
      if (!skipMissing) {
        throw e;
      }
    }
    for (int i = links.size() - 1; i >= 0; i--) {
      push(links.get(i), depth, pending);
    }
  }
}

package org.helia.dag.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.dag.DagBlock;
import org.helia.api.dag.WalkOptions;
import org.helia.multiformats.Cid;

/**
 * Walks over DAGs breadth-first: the roots, then all that they link to, and so on. Memory: the CIDs
 * that were found, see {@link CidLog} and {@link CidSet}.
 */
final class BreadthFirst implements Iterator<DagBlock> {
  private final BlockLoader blocks;
  private final WalkOptions options;
  private final CidSet seen = new CidSet();
  private final CidLog found = new CidLog();
  private long place;
  private int namedLeft;

  BreadthFirst(List<Cid> roots, WalkOptions options, BlockLoader blocks) {
    this.blocks = blocks;
    this.options = options;
    roots.forEach(root -> note(root, CidLog.NONE, 0));
  }

  private void note(Cid cid, long parent, int depth) {
    if (options.filter().test(cid) && (options.duplicates() || seen.add(cid))) {
      // Without a limit a DAG may be deeper than what is counted.
      found.append(cid, parent, Math.min(depth, WalkOptions.MAX_DEPTH));
    }
  }

  @Override
  public boolean hasNext() {
    place = found.seek(place);
    return place < found.end();
  }

  @Override
  public DagBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    CancelledException.checkpoint("walking over a DAG");
    prefetch();
    long here = place;
    int depth = found.depth(here);
    Block block = blocks.get(found.cid(here), () -> way(here));
    if (depth != options.maxDepth()) {
      blocks.links(block, () -> way(here)).forEach(link -> note(link, here, depth + 1));
    }
    place = found.after(here);
    return new DagBlock(block, depth);
  }

  /** Names the blocks that come next, again when half of them are used up. */
  private void prefetch() {
    if (--namedLeft > 0) {
      return;
    }
    int room = blocks.session().readAhead();
    long ahead = place;
    int count = 0;
    while (count < room && ahead < found.end()) {
      blocks.session().prefetch(found.cid(ahead));
      count++;
      ahead = found.seek(found.after(ahead));
    }
    namedLeft = count / 2;
  }

  private String way(long to) {
    List<String> names = new ArrayList<>();
    for (long at = found.parent(to); at != CidLog.NONE; at = found.parent(at)) {
      names.add(found.cid(at).toString());
    }
    Collections.reverse(names);
    return Way.through(names);
  }
}

package org.helia.dag.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.helia.api.block.Block;
import org.helia.api.block.BlockSession;
import org.helia.api.codec.Codecs;
import org.helia.api.dag.DagBlock;
import org.helia.api.dag.DagException;
import org.helia.api.dag.DagScope;
import org.helia.api.dag.DagSelection;
import org.helia.api.path.ContentPath;
import org.helia.multiformats.Cid;

/**
 * Finds the blocks that belong to what paths lead to.
 *
 * @see <a href="https://specs.ipfs.tech/http-gateways/trustless-gateway/">Trustless gateway</a>
 */
final class Selection {
  private final DagSelection what;
  private final BlockSession session;
  private final Codecs codecs;
  private final Layouts layouts;

  Selection(DagSelection what, BlockSession session, Codecs codecs, Layouts layouts) {
    this.what = what;
    this.session = session;
    this.codecs = codecs;
    this.layouts = layouts;
  }

  List<Cid> visit(List<ContentPath> paths, Consumer<Block> sink) {
    boolean wholeDags =
        what.scope() == DagScope.ALL && paths.stream().allMatch(path -> path.segments().isEmpty());
    if (wholeDags) {
      List<Cid> roots = paths.stream().map(ContentPath::rootCid).toList();
      walk(roots).forEachRemaining(visit -> sink.accept(visit.block()));
      return roots;
    }
    List<Cid> targets = new ArrayList<>();
    SelectingSession selecting = new SelectingSession(session, what.walk(), sink);
    paths.forEach(path -> targets.add(visit(path, selecting)));
    return targets;
  }

  private Cid visit(ContentPath path, SelectingSession selecting) {
    BlockLoader blocks = new BlockLoader(selecting, codecs);
    PathWalk end = new PathWalk(path, blocks, layouts).follow();
    if (!end.end().remainder().isEmpty()) {
      throw new DagException(
          "%s leads to a value within block %s; only whole blocks can be selected: give the path to the block"
              .formatted(path, end.cid()));
    }
    if (what.scope() == DagScope.ALL) {
      walk(List.of(end.cid())).forEachRemaining(visit -> selecting.accept(visit.block()));
    } else {
      Block block = blocks.get(end.cid(), () -> "it is what " + path + " leads to");
      if (what.scope() == DagScope.ENTITY) {
        layouts
            .covering(block)
            .ifPresent(layout -> layout.readEntity(block, what.range(), selecting));
      }
    }
    return end.cid();
  }

  private Iterator<DagBlock> walk(List<Cid> roots) {
    return Walks.over(roots, what.walk(), new BlockLoader(session, codecs));
  }
}

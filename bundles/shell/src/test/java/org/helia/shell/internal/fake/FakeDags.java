package org.helia.shell.internal.fake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.block.Block;
import org.helia.api.block.CidFormat;
import org.helia.api.block.FetchOptions;
import org.helia.api.dag.DagBlock;
import org.helia.api.dag.DagChange;
import org.helia.api.dag.DagException;
import org.helia.api.dag.DagLink;
import org.helia.api.dag.DagSelection;
import org.helia.api.dag.DagStat;
import org.helia.api.dag.Dags;
import org.helia.api.dag.ResolvedPath;
import org.helia.api.dag.WalkOptions;
import org.helia.api.ipld.Node;
import org.helia.api.path.ContentPath;
import org.helia.multiformats.Cid;

/** Graphs of which a test says what is found in them. */
public final class FakeDags implements Dags {
  /** What is at the end of paths, by their texts. */
  public final Map<String, Node> values = new HashMap<>();

  /** Where paths lead, by their texts. */
  public final Map<String, ResolvedPath> ends = new HashMap<>();

  /** The links of blocks. */
  public final Map<Cid, List<DagLink>> links = new HashMap<>();

  /** How two DAGs differ. */
  public final List<DagChange> changes = new ArrayList<>();

  /** The sizes of DAGs. */
  public DagStat stat = new DagStat(List.of(), 0, 0);

  private static <T> T found(Object what, T value) {
    if (value == null) {
      throw new DagException(what + " is not there");
    }
    return value;
  }

  @Override
  public Cid put(Node value, CidFormat format) {
    throw new UnsupportedOperationException("no command puts values");
  }

  @Override
  public byte[] convert(byte[] bytes, long from, long to) {
    return (from + ">" + to + ":" + new String(bytes)).getBytes();
  }

  @Override
  public Node get(ContentPath path, FetchOptions options) {
    return found(path, values.get(path.toString()));
  }

  @Override
  public ResolvedPath resolve(ContentPath path, FetchOptions options) {
    return found(path, ends.get(path.toString()));
  }

  @Override
  public List<DagLink> links(Cid cid, FetchOptions options) {
    return found(cid, links.get(cid));
  }

  @Override
  public Stream<DagBlock> walk(List<Cid> roots, WalkOptions walk, FetchOptions options) {
    throw new UnsupportedOperationException("no command walks");
  }

  @Override
  public List<Cid> select(
      List<ContentPath> paths, DagSelection selection, FetchOptions options, Consumer<Block> sink) {
    throw new UnsupportedOperationException("no command selects");
  }

  @Override
  public DagStat stat(List<Cid> roots, FetchOptions options, Progress progress) {
    return stat;
  }

  @Override
  public List<DagChange> diff(Cid before, Cid after, FetchOptions options) {
    return changes;
  }

  @Override
  public Cid patch(Cid root, List<DagChange> changes, FetchOptions options) {
    throw new UnsupportedOperationException("no command patches");
  }
}

package org.helia.dag.internal;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.helia.api.Progress;
import org.helia.api.block.Block;
import org.helia.api.block.BlockSession;
import org.helia.api.block.BlockTooLargeException;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.Blocks;
import org.helia.api.block.CidFormat;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.Codecs;
import org.helia.api.codec.NodeCodec;
import org.helia.api.dag.DagBlock;
import org.helia.api.dag.DagChange;
import org.helia.api.dag.DagLayout;
import org.helia.api.dag.DagLink;
import org.helia.api.dag.DagSelection;
import org.helia.api.dag.DagStat;
import org.helia.api.dag.Dags;
import org.helia.api.dag.ResolvedPath;
import org.helia.api.dag.WalkOptions;
import org.helia.api.ipld.Node;
import org.helia.api.path.ContentPath;
import org.helia.multiformats.Cid;
import org.helia.platform.PluginFamily;
import org.helia.platform.Plugins;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Puts the parts together and gives them the layouts that come and go. */
@Component
public final class DagsComponent implements Dags {
  private final Blocks blocks;
  private final Codecs codecs;
  private final Plugins<DagLayout> plugins =
      new Plugins<>(PluginFamily.of("layout of DAGs", "helia-unixfs"));
  private final Layouts layouts = new Layouts(plugins);

  /** Made when both facades are there. */
  @Activate
  public DagsComponent(@Reference Blocks blocks, @Reference Codecs codecs) {
    this.blocks = blocks;
    this.codecs = codecs;
  }

  /** A layout has come. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addLayout(DagLayout layout, Map<String, ?> properties) {
    plugins.add(layout, properties);
  }

  /** A layout leaves. */
  public void removeLayout(DagLayout layout) {
    plugins.remove(layout);
  }

  @Override
  public Cid put(Node value, CidFormat format) {
    byte[] bytes = codecs.nodeCodec(format.codec()).encode(value);
    if (bytes.length > Block.MAX_OUTSIDE_BYTES) {
      throw new BlockTooLargeException("the block", bytes.length, Block.MAX_OUTSIDE_BYTES);
    }
    try (BlockWriter writer = blocks.writer()) {
      Cid cid = writer.put(format, bytes);
      writer.commit();
      return cid;
    }
  }

  @Override
  public byte[] convert(byte[] bytes, long from, long to) {
    NodeCodec target = codecs.nodeCodec(to);
    return target.encode(codecs.nodeCodec(from).decode(bytes));
  }

  @Override
  public Node get(ContentPath path, FetchOptions options) {
    try (BlockSession session = blocks.session(options)) {
      return new PathWalk(path, loader(session), layouts).follow().value();
    }
  }

  @Override
  public ResolvedPath resolve(ContentPath path, FetchOptions options) {
    try (BlockSession session = blocks.session(options)) {
      return new PathWalk(path, loader(session), layouts).follow().end();
    }
  }

  @Override
  public List<DagLink> links(Cid cid, FetchOptions options) {
    try (BlockSession session = blocks.session(options)) {
      Block block = loader(session).get(cid, () -> Way.through(List.of()));
      return BlockLoader.naming(
          cid, () -> Way.through(List.of()), () -> LinkNames.of(block, codecs));
    }
  }

  @Override
  public Stream<DagBlock> walk(List<Cid> roots, WalkOptions walk, FetchOptions options) {
    BlockSession session = blocks.session(options);
    Iterator<DagBlock> visits = Walks.over(List.copyOf(roots), walk, loader(session));
    int characteristics = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(visits, characteristics), false)
        .onClose(session::close);
  }

  @Override
  public List<Cid> select(
      List<ContentPath> paths, DagSelection selection, FetchOptions options, Consumer<Block> sink) {
    try (BlockSession session = blocks.session(options)) {
      return new Selection(selection, session, codecs, layouts).visit(paths, sink);
    }
  }

  @Override
  public DagStat stat(List<Cid> roots, FetchOptions options, Progress progress) {
    try (BlockSession session = blocks.session(options)) {
      return new DagSizes(loader(session), progress).of(roots);
    }
  }

  @Override
  public List<DagChange> diff(Cid before, Cid after, FetchOptions options) {
    try (BlockSession session = blocks.session(options)) {
      return new DagDiff(loader(session)).between(before, after);
    }
  }

  @Override
  public Cid patch(Cid root, List<DagChange> changes, FetchOptions options) {
    try (BlockSession session = blocks.session(options);
        BlockWriter writer = blocks.writer()) {
      Cid patched = new DagPatch(loader(session), codecs, writer).apply(root, changes);
      writer.commit();
      return patched;
    }
  }

  private BlockLoader loader(BlockSession session) {
    return new BlockLoader(session, codecs);
  }
}

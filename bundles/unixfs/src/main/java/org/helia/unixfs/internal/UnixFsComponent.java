package org.helia.unixfs.internal;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.helia.api.Progress;
import org.helia.api.block.BlockSession;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.Blocks;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.Hashers;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.AddedEntry;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.EditOptions;
import org.helia.api.unixfs.ExtendedStat;
import org.helia.api.unixfs.TreeEditor;
import org.helia.api.unixfs.UnixFs;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.api.unixfs.UnixFsProfileProvider;
import org.helia.api.unixfs.UnixFsStat;
import org.helia.multiformats.Cid;
import org.helia.platform.Workers;
import org.helia.unixfs.internal.add.Adder;
import org.helia.unixfs.internal.add.Deadline;
import org.helia.unixfs.internal.add.HashOnlyWriter;
import org.helia.unixfs.internal.edit.HamtSizes;
import org.helia.unixfs.internal.edit.TreeEdit;
import org.helia.unixfs.internal.read.Entries;
import org.helia.unixfs.internal.read.Exporter;
import org.helia.unixfs.internal.read.FileStream;
import org.helia.unixfs.internal.read.NodeLoader;
import org.helia.unixfs.internal.read.PathResolver;
import org.helia.unixfs.internal.read.Resolved;
import org.helia.unixfs.internal.read.Stats;
import org.helia.unixfs.internal.read.TreeCount;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Adds through one pool of workers and reads on the caller's thread. */
@Component
public final class UnixFsComponent implements UnixFs {
  /** More than cores: while one waits for the disk, another hashes. */
  private static final int WORKERS_PER_CORE = 2;

  private final Blocks blocks;
  private final Hashers hashers;
  private final ExecutorService workers;
  private final ProfileRegistry profiles = new ProfileRegistry();

  private final HamtSizes hamtSizes = new HamtSizes();
  private final InstantSource clock;

  /** Adds and reads through the node's blocks. */
  @Activate
  public UnixFsComponent(@Reference Blocks blocks, @Reference Hashers hashers) {
    this(blocks, hashers, InstantSource.system());
  }

  UnixFsComponent(Blocks blocks, Hashers hashers, InstantSource clock) {
    this.blocks = blocks;
    this.hashers = hashers;
    this.clock = clock;
    this.workers = Workers.open("helia-unixfs", WORKERS_PER_CORE * Workers.parallelism());
  }

  /** Adds that are under way go on, on their own threads. */
  @Deactivate
  void close() {
    workers.shutdown();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindProfiles(UnixFsProfileProvider provider, Map<String, ?> properties) {
    profiles.add(provider, properties);
  }

  void updatedProfiles(UnixFsProfileProvider provider, Map<String, ?> properties) {
    profiles.update(provider, properties);
  }

  void unbindProfiles(UnixFsProfileProvider provider) {
    profiles.remove(provider);
  }

  @Override
  public List<UnixFsProfile> profiles() {
    return profiles.list();
  }

  @Override
  public List<AddedEntry> addAll(
      List<AddSource> sources, AddOptions options, AddListener listener) {
    return Deadline.within(options.timeout(), () -> addNow(sources, options, listener));
  }

  private List<AddedEntry> addNow(
      List<AddSource> sources, AddOptions options, AddListener listener) {
    try (BlockWriter writer = options.onlyHash() ? new HashOnlyWriter(hashers) : blocks.writer();
        Adder adder = new Adder(writer, workers, options, listener)) {
      List<AddedEntry> roots = adder.addAll(sources);
      writer.commit();
      if (!options.onlyHash()) {
        listener.stored(roots);
      }
      return roots;
    }
  }

  @Override
  public InputStream cat(ContentPath path, ByteRange range, FetchOptions options) {
    NodeLoader nodes = open(options);
    return closeOnError(nodes, () -> FileStream.open(resolve(path, nodes), range, nodes));
  }

  @Override
  public Stream<DirectoryEntry> ls(ContentPath path, FetchOptions options) {
    NodeLoader nodes = open(options);
    Iterator<DirectoryEntry> entries =
        closeOnError(nodes, () -> Entries.of(resolve(path, nodes), nodes));
    int characteristics = Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL;
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(entries, characteristics), false)
        .onClose(nodes::close);
  }

  @Override
  public UnixFsStat stat(ContentPath path, FetchOptions options) {
    try (NodeLoader nodes = open(options)) {
      return Stats.of(resolve(path, nodes).node());
    }
  }

  @Override
  public ExtendedStat extendedStat(ContentPath path, FetchOptions options, Progress progress) {
    UnixFsStat stat = stat(path, options);
    FetchOptions local = FetchOptions.OFFLINE.withTimeout(options.timeout());
    try (BlockSession session = blocks.session(local)) {
      return new TreeCount(session, progress).count(stat);
    }
  }

  @Override
  public void get(ContentPath path, Path target, FetchOptions options, Progress progress) {
    try (Exporter exporter = new Exporter(open(options), progress)) {
      exporter.export(path, target);
    }
  }

  @Override
  public TreeEditor edit(Cid root, EditOptions options, BlockWriter writer) {
    BlockSession session = blocks.session(options.fetch());
    return new TreeEdit(root, options, session, writer, hamtSizes, clock);
  }

  @Override
  public Cid edit(Cid root, EditOptions options, Consumer<TreeEditor> changes) {
    try (BlockWriter writer = blocks.writer();
        TreeEditor tree = edit(root, options, writer)) {
      changes.accept(tree);
      writer.commit();
      return tree.root();
    }
  }

  private NodeLoader open(FetchOptions options) {
    return new NodeLoader(blocks.session(options));
  }

  private static Resolved resolve(ContentPath path, NodeLoader nodes) {
    return PathResolver.resolve(path, nodes);
  }

  /** What is handed to the caller closes the nodes itself; what fails before never gets there. */
  private static <T> T closeOnError(NodeLoader nodes, Supplier<T> open) {
    try {
      return open.get();
    } catch (RuntimeException | Error e) {
      nodes.close();
      throw e;
    }
  }
}

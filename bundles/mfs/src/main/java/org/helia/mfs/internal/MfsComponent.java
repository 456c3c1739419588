package org.helia.mfs.internal;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.block.BlockGuard;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.Blocks;
import org.helia.api.block.CidFormat;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.Codecs;
import org.helia.api.gc.BlockRoot;
import org.helia.api.gc.BlockRoots;
import org.helia.api.mfs.Mfs;
import org.helia.api.mfs.MfsException;
import org.helia.api.mfs.MfsOptions;
import org.helia.api.mfs.MfsWrite;
import org.helia.api.mfs.NewNodes;
import org.helia.api.path.ContentPath;
import org.helia.api.store.Datastores;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.EditOptions;
import org.helia.api.unixfs.EntryExistsException;
import org.helia.api.unixfs.EntryType;
import org.helia.api.unixfs.NoSuchEntryException;
import org.helia.api.unixfs.NotAFileException;
import org.helia.api.unixfs.TreeEditor;
import org.helia.api.unixfs.TreePath;
import org.helia.api.unixfs.UnixFs;
import org.helia.api.unixfs.UnixFsException;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.api.unixfs.UnixFsStat;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Reads the tree below the root through UnixFS, and edits it in its turn. */
@Component(
    service = {Mfs.class, BlockRoots.class, BlockGuard.class},
    configurationPid = MfsConfig.PID)
@Designate(ocd = MfsConfig.class)
public final class MfsComponent implements Mfs, BlockRoots, BlockGuard {
  /** How often a read is begun anew that writers and a collection keep taking the ground from. */
  private static final int MAX_LOOKS = 16;

  private final UnixFs unixFs;
  private final Blocks blocks;
  private final Settings settings;
  private final MutableRoot root;
  private final TreeBlocks needed;

  /** Goes on with the root that the node's datastore remembers; a new node's tree is empty. */
  @Activate
  public MfsComponent(
      @Reference UnixFs unixFs,
      @Reference Blocks blocks,
      @Reference Codecs codecs,
      @Reference Datastores datastores,
      MfsConfig config) {
    this(
        unixFs,
        blocks,
        codecs,
        new RootRecord(datastores.open(RootRecord.NAMESPACE)),
        Settings.of(config));
  }

  MfsComponent(UnixFs unixFs, Blocks blocks, Codecs codecs, RootRecord record, Settings settings) {
    this.unixFs = unixFs;
    this.blocks = blocks;
    this.settings = settings;
    this.needed = new TreeBlocks(unixFs, blocks, codecs);
    this.root =
        new MutableRoot(blocks::writer, record, initial(blocks, record, settings), settings);
  }

  private static Cid initial(Blocks blocks, RootRecord record, Settings settings) {
    return record
        .load()
        .orElseGet(
            () -> {
              try (BlockWriter writer = blocks.writer()) {
                Cid empty = NewContent.emptyDirectory(format(settings.profile()), writer);
                writer.commit();
                record.save(empty);
                return empty;
              }
            });
  }

  private static CidFormat format(UnixFsProfile profile) {
    return new CidFormat(profile.cidVersion(), Multicodec.DAG_PB, profile.hash());
  }

  /** Makes all changes durable. */
  @Deactivate
  void close() {
    root.close();
  }

  @Override
  public Cid root() {
    return root.now();
  }

  @Override
  public UnixFsStat stat(String path, FetchOptions options) {
    TreePath target = MfsPath.parse(path).tree();
    return look(now -> unixFs.stat(content(now, target), options));
  }

  /**
   * Reads the tree as it is now. A collection may take what has been replaced in the middle of
   * that; then it is read from what has replaced it.
   */
  private <T> T look(Function<Cid, T> read) {
    for (int looks = 1; ; looks++) {
      Cid now = root.now();
      try {
        return new PathErrors(now).named(() -> read.apply(now));
      } catch (BlockNotFoundException e) {
        if (looks == MAX_LOOKS || root.now().equals(now)) {
          throw e;
        }
      }
    }
  }

  @Override
  public Stream<DirectoryEntry> ls(String path, FetchOptions options) {
    TreePath target = MfsPath.parse(path).tree();
    return look(
        now -> {
          ContentPath content = content(now, target);
          UnixFsStat stat = unixFs.stat(content, options);
          return stat.type() == EntryType.DIRECTORY
              ? unixFs.ls(content, options)
              : Stream.of(new DirectoryEntry(target.name(), stat.cid(), stat.dagSize()));
        });
  }

  @Override
  public InputStream read(String path, ByteRange range, FetchOptions options) {
    TreePath target = MfsPath.parse(path).tree();
    return look(
        now -> {
          UnixFsStat stat = unixFs.stat(content(now, target), options);
          if (stat.type() == EntryType.FILE && range.offset() > stat.size()) {
            throw new MfsException(
                "offset %d is beyond the end of %s, which has %d bytes"
                    .formatted(range.offset(), target, stat.size()));
          }
          return unixFs.cat(content(now, target), range, options);
        });
  }

  private static ContentPath content(Cid root, TreePath path) {
    return new ContentPath(ContentPath.Namespace.IPFS, root.toString(), path.segments(), false);
  }

  @Override
  public void mkdir(String path, MfsOptions options) {
    TreePath target = MfsPath.parse(path).tree();
    edit(target, options, tree -> tree.mkdir(target.toString(), options.parents()));
  }

  @Override
  public void write(String path, InputStream content, MfsWrite how, MfsOptions options) {
    TreePath target = MfsPath.parse(path).tree();
    EditOptions editing = editing(target, options);
    CidFormat format = format(target, options);
    try (NewContent taken =
        NewContent.take(
            content,
            settings.bufferBytes(),
            format,
            blocks::writer,
            (directory, writer) -> unixFs.edit(directory, editing, writer))) {
      root.change(
          (now, batch) -> {
            EditOptions quiet =
                taken.file() == null ? editing : editing.withProgress(Progress.NONE);
            try (TreeEditor tree = unixFs.edit(now, quiet, batch.blocks())) {
              new FileWrite(tree, unixFs, target, how, options).write(taken);
              Optional.ofNullable(taken.release()).ifPresent(batch::keepOpen);
              return tree.root();
            }
          },
          options.flush());
    }
  }

  @Override
  public void truncate(String path, long size, MfsOptions options) {
    TreePath target = MfsPath.parse(path).tree();
    edit(target, options, tree -> tree.truncate(target.toString(), size));
  }

  @Override
  public void cp(String source, String target, MfsOptions options) {
    boolean elsewhere = source.startsWith("/ipfs/");
    ContentPath content = elsewhere ? ContentPath.parse(source) : null;
    TreePath from = elsewhere ? TreePath.ROOT : MfsPath.parse(source).tree();
    String name = content == null ? from.name() : content.fileName();
    TreePath to = MfsPath.parse(target).target(name);
    Cid fetched = content == null ? null : unixFs.stat(content, options.fetch()).cid();
    edit(
        to,
        options,
        tree -> {
          Cid copied = fetched == null ? existing(tree, from) : fetched;
          makeParents(tree, to, options);
          makeRoom(tree, to, options);
          tree.cp(copied, to.toString());
        });
  }

  private static Cid existing(TreeEditor tree, TreePath path) {
    return tree.find(path.toString())
        .orElseThrow(() -> new NoSuchEntryException(path.parent().toString(), path.name()));
  }

  static void makeParents(TreeEditor tree, TreePath path, MfsOptions options) {
    if (options.parents()) {
      tree.mkdir(path.parent().toString(), true);
    }
  }

  /** Removes a file that is in the way, if that is wanted. */
  private static void makeRoom(TreeEditor tree, TreePath path, MfsOptions options) {
    if (options.force() && !path.isRoot() && tree.find(path.toString()).isPresent()) {
      try {
        tree.rm(path.toString(), false);
      } catch (NotAFileException e) {
        EntryExistsException exists = new EntryExistsException(path.toString(), e.found());
        exists.initCause(e);
        throw exists;
      }
    }
  }

  @Override
  public void mv(String source, String target, MfsOptions options) {
    TreePath from = MfsPath.parse(source).tree();
    MfsPath typed = MfsPath.parse(target);
    edit(
        typed.tree(),
        options,
        tree -> {
          existing(tree, from);
          TreePath to = typed.target(from.name());
          if (!typed.intoDirectory() && isDirectory(tree, to) && !to.equals(from)) {
            to = to.resolve(from.name());
          }
          tree.mv(from.toString(), to.toString());
        });
  }

  private boolean isDirectory(TreeEditor tree, TreePath path) {
    return tree.find(path.toString())
        .map(cid -> unixFs.stat(ContentPath.of(cid), FetchOptions.DEFAULTS))
        .filter(stat -> stat.type() == EntryType.DIRECTORY)
        .isPresent();
  }

  @Override
  public void rm(String path, boolean recursive, MfsOptions options) {
    TreePath target = MfsPath.parse(path).tree();
    if (target.isRoot()) {
      throw new MfsException("the root cannot be removed");
    }
    edit(
        target,
        options,
        tree -> {
          if (!options.force()) {
            tree.rm(target.toString(), recursive);
          } else if (isThere(tree, target)) {
            tree.rm(target.toString(), true);
          }
        });
  }

  private static boolean isThere(TreeEditor tree, TreePath path) {
    try {
      return tree.find(path.toString()).isPresent();
    } catch (NoSuchEntryException e) {
      return false;
    }
  }

  @Override
  public void touch(String path, Optional<Instant> mtime, MfsOptions options) {
    TreePath target = MfsPath.parse(path).tree();
    edit(target, options, tree -> tree.touch(target.toString(), mtime));
  }

  @Override
  public void chmod(String path, int mode, boolean recursive, MfsOptions options) {
    TreePath target = MfsPath.parse(path).tree();
    edit(target, options, tree -> tree.chmod(target.toString(), mode, recursive));
  }

  @Override
  public void chcid(String path, OptionalInt cidVersion, OptionalLong hash, MfsOptions options) {
    TreePath target = MfsPath.parse(path).tree();
    NewNodes wanted = new NewNodes(cidVersion, hash, Optional.empty());
    edit(
        target,
        options,
        tree -> {
          CidFormat changed = format(existing(tree, target), wanted);
          tree.format(target.toString(), changed);
        });
  }

  @Override
  public Cid flush() {
    return root.flush();
  }

  @Override
  public String name() {
    return RootRecord.NAMESPACE;
  }

  /** What was linked from elsewhere may be here in part only. */
  @Override
  public Stream<BlockRoot> roots() {
    return trees().map(cid -> BlockRoot.bestEffort(cid, "the mutable file system"));
  }

  /** The root that a crash would leave and the one that is seen, mostly the same. */
  private Stream<Cid> trees() {
    return Stream.of(root.durable(), root.now()).distinct();
  }

  @Override
  public Optional<String> reasonToStay(Multihash block) {
    return trees()
        .flatMap(tree -> needed.path(tree, block).stream())
        .findFirst()
        .map("needed by the mutable file system, for %s,"::formatted);
  }

  private void edit(TreePath target, MfsOptions options, Consumer<TreeEditor> changes) {
    EditOptions editing = editing(target, options);
    root.change(
        (now, batch) -> {
          try (TreeEditor tree = unixFs.edit(now, editing, batch.blocks())) {
            changes.accept(tree);
            return tree.root();
          }
        },
        options.flush());
  }

  /** What is not asked for is like the directory, which only the editor knows for each. */
  private EditOptions editing(TreePath target, MfsOptions options) {
    NewNodes nodes = options.newNodes();
    boolean inherit = !nodes.hasFormat() && nodes.rawLeaves().isEmpty();
    UnixFsProfile profile = settings.profile();
    if (!inherit) {
      CidFormat format = format(target, options);
      boolean raw = nodes.rawLeaves().orElse(format.version() > 0);
      profile =
          profile.toBuilder()
              .cidVersion(format.version())
              .hash(format.hash())
              .rawLeaves(raw)
              .build();
    }
    return new EditOptions(profile, inherit, options.fetch(), options.progress());
  }

  /** The format of something new at a path. */
  private CidFormat format(TreePath target, MfsOptions options) {
    return format(look(now -> nearest(now, target, options.fetch())), options.newNodes());
  }

  private static CidFormat format(Cid like, NewNodes nodes) {
    if (!nodes.hasFormat()) {
      return new CidFormat(like.version(), Multicodec.DAG_PB, like.multihash().code());
    }
    long hash = nodes.hash().orElse(Multicodec.SHA2_256);
    int version = nodes.cidVersion().orElse(1);
    return new CidFormat(hash == Multicodec.SHA2_256 ? version : 1, Multicodec.DAG_PB, hash);
  }

  /** The deepest directory on the way to a path that is there. */
  private Cid nearest(Cid now, TreePath target, FetchOptions options) {
    TreePath path = target.parent();
    while (!path.isRoot()) {
      try {
        return unixFs.stat(content(now, path), options).cid();
      } catch (UnixFsException e) {
        path = path.parent();
      }
    }
    return now;
  }
}

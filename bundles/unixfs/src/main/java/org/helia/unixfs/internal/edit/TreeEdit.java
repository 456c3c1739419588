package org.helia.unixfs.internal.edit;

import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.helia.api.block.BlockSession;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.CidFormat;
import org.helia.api.unixfs.EditOptions;
import org.helia.api.unixfs.EntryExistsException;
import org.helia.api.unixfs.NoSuchEntryException;
import org.helia.api.unixfs.NotADirectoryException;
import org.helia.api.unixfs.NotAFileException;
import org.helia.api.unixfs.TreeEditor;
import org.helia.api.unixfs.TreePath;
import org.helia.api.unixfs.UnixFsException;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.unixfs.internal.format.UnixTime;
import org.helia.unixfs.internal.hamt.Shard;

/**
 * Follows paths from the root, changes what is at their ends and stores the directories on the way
 * anew, from the bottom up. The root is replaced last, so that a change that fails has none.
 */
public final class TreeEdit implements TreeEditor {
  private final Nodes nodes;
  private final Directories directories;
  private final Files files;
  private final Metadata metadata;
  private final EditOptions options;
  private Cid root;

  /**
   * Begins with a root.
   *
   * @param session closed with this
   * @param blocks neither committed nor closed here
   * @param sizes what is known from other edits
   */
  public TreeEdit(
      Cid root,
      EditOptions options,
      BlockSession session,
      BlockWriter blocks,
      HamtSizes sizes,
      InstantSource clock) {
    this.root = root;
    this.options = options;
    this.nodes = new Nodes(session, blocks);
    this.directories = new Directories(nodes, sizes, options.profile());
    this.files = new Files(nodes, options.profile(), options.progress(), clock);
    this.metadata = new Metadata(nodes, directories);
  }

  /** A directory on the way to something, and the path so far. */
  private record Step(EditNode directory, TreePath path) {}

  @Override
  public Cid root() {
    return root;
  }

  @Override
  public Optional<Cid> find(String path) {
    TreePath target = TreePath.parse(path);
    return target.isRoot() ? Optional.of(root) : entry(stepsTo(target), target).map(PbLink::cid);
  }

  @Override
  public void mkdir(String path, boolean parents) {
    TreePath target = TreePath.parse(path);
    if (parents) {
      makeAll(target);
    } else {
      requireFree(target);
      List<Step> steps = stepsTo(target);
      put(steps, target.name(), directories.empty(newFormat(last(steps).directory())));
    }
  }

  /** Makes what is missing from the bottom up, so that each directory is stored once. */
  private void makeAll(TreePath target) {
    List<Step> steps = new ArrayList<>();
    steps.add(directory(root, TreePath.ROOT));
    List<String> missing = new ArrayList<>(target.segments());
    while (!missing.isEmpty()) {
      TreePath path = last(steps).path().resolve(missing.get(0));
      Optional<PbLink> found = entry(steps, path);
      if (found.isEmpty()) {
        break;
      }
      steps.add(directory(found.get().cid(), path));
      missing.remove(0);
    }
    if (!missing.isEmpty()) {
      PbLink empty = directories.empty(newFormat(last(steps).directory()));
      EditNode emptyNode = nodes.load(empty.cid(), target.toString());
      PbLink made = empty;
      for (int i = missing.size() - 1; i > 0; i--) {
        PbLink entry = Shard.renamed(made, missing.get(i));
        made = directories.put(emptyNode, entry, target.toString());
      }
      put(steps, missing.get(0), made);
    }
  }

  @Override
  public void cp(Cid source, String path) {
    TreePath target = TreePath.parse(path);
    requireFree(target);
    List<Step> steps = stepsTo(target);
    put(steps, target.name(), nodes.adopt(source, source.toString()).link(""));
  }

  @Override
  public void mv(String from, String to) {
    TreePath source = TreePath.parse(from);
    TreePath target = TreePath.parse(to);
    PbLink moved = existing(source);
    if (source.equals(target)) {
      return;
    }
    if (source.isRoot() || target.startsWith(source)) {
      throw new UnixFsException("cannot move %s into itself, to %s".formatted(source, target));
    }
    Optional<PbLink> there = target.isRoot() ? Optional.of(moved) : entry(stepsTo(target), target);
    there.ifPresent(found -> requireReplaceable(found, target));
    whollyOrNot(
        () -> {
          remove(source);
          put(stepsTo(target), target.name(), moved);
        });
  }

  private void requireReplaceable(PbLink found, TreePath target) {
    EditNode node = nodes.load(target.isRoot() ? root : found.cid(), target.toString());
    if (node.isDirectory()) {
      throw new EntryExistsException(target.toString(), node.description());
    }
  }

  @Override
  public void rm(String path, boolean recursive) {
    TreePath target = TreePath.parse(path);
    if (target.isRoot()) {
      throw new UnixFsException("the root cannot be removed");
    }
    PbLink entry = existing(target);
    if (!recursive && entry.cid().codec() == Multicodec.DAG_PB) {
      EditNode node = nodes.load(entry.cid(), target.toString());
      if (node.isDirectory()) {
        throw new NotAFileException(target.toString(), node.description());
      }
    }
    remove(target);
  }

  private void remove(TreePath target) {
    List<Step> steps = stepsTo(target);
    Step parent = last(steps);
    PbLink changed =
        directories.remove(parent.directory(), target.name(), parent.path().toString());
    replace(steps, changed);
  }

  @Override
  public void touch(String path, Optional<Instant> mtime) {
    UnixTime time =
        mtime.map(when -> new UnixTime(when.getEpochSecond(), when.getNano())).orElse(null);
    change(path, (node, where) -> metadata.touch(node, time));
  }

  @Override
  public void chmod(String path, int mode, boolean recursive) {
    change(path, (node, where) -> metadata.chmod(node, mode, recursive, where));
  }

  @Override
  public void format(String path, CidFormat format) {
    change(
        path,
        (node, where) -> {
          if (!node.isDirectory()) {
            throw new NotADirectoryException(where, node.description());
          }
          return nodes.store("", format, node.links(), node.data());
        });
  }

  @Override
  public void write(String path, long offset, InputStream content) {
    writeTo(path, file -> offset, content);
  }

  @Override
  public void append(String path, InputStream content) {
    writeTo(path, file -> Files.size(file, path), content);
  }

  @FunctionalInterface
  private interface Offset {
    long in(EditNode file);
  }

  private void writeTo(String path, Offset offset, InputStream content) {
    whollyOrNot(
        () -> {
          create(path);
          change(
              path,
              (node, where) -> {
                requireFile(node, where);
                return files.write(node, offset.in(node), content, rawLeaves(node), where);
              });
        });
  }

  /** Does more than one change; if one of them fails, none was done. */
  private void whollyOrNot(Runnable changes) {
    Cid before = root;
    boolean done = false;
    try {
      changes.run();
      done = true;
    } finally {
      if (!done) {
        root = before;
      }
    }
  }

  /** Makes a file unless something is there. */
  private void create(String path) {
    TreePath target = TreePath.parse(path);
    if (!target.isRoot()) {
      List<Step> steps = stepsTo(target);
      if (entry(steps, target).isEmpty()) {
        put(steps, target.name(), files.empty(newFormat(last(steps).directory())));
      }
    }
  }

  @Override
  public void truncate(String path, long size) {
    change(
        path,
        (node, where) -> {
          requireFile(node, where);
          return files.truncate(node, size, rawLeaves(node), where);
        });
  }

  private static void requireFile(EditNode node, String where) {
    if (!node.isFile()) {
      throw new NotAFileException(where, node.description());
    }
  }

  private boolean rawLeaves(EditNode file) {
    return options.inherit() ? file.cid().version() > 0 : options.profile().rawLeaves();
  }

  private CidFormat newFormat(EditNode directory) {
    return options.inherit()
        ? directory.format()
        : new CidFormat(
            options.profile().cidVersion(), Multicodec.DAG_PB, options.profile().hash());
  }

  @FunctionalInterface
  private interface NodeChange {
    PbLink apply(EditNode node, String where);
  }

  /** Puts something in the place of what is at a path. */
  private void change(String path, NodeChange change) {
    TreePath target = TreePath.parse(path);
    String where = target.toString();
    if (target.isRoot()) {
      root = change.apply(nodes.load(root, where), where).cid();
      return;
    }
    List<Step> steps = stepsTo(target);
    PbLink entry = existing(steps, target);
    put(steps, target.name(), change.apply(nodes.load(entry.cid(), where), where));
  }

  private void requireFree(TreePath target) {
    Optional<Cid> found = target.isRoot() ? Optional.of(root) : find(target.toString());
    if (found.isPresent()) {
      EditNode node = nodes.load(found.get(), target.toString());
      throw new EntryExistsException(target.toString(), node.description());
    }
  }

  private PbLink existing(TreePath target) {
    return target.isRoot() ? nodes.load(root, "/").link("") : existing(stepsTo(target), target);
  }

  private PbLink existing(List<Step> steps, TreePath target) {
    return entry(steps, target)
        .orElseThrow(() -> new NoSuchEntryException(target.parent().toString(), target.name()));
  }

  private Optional<PbLink> entry(List<Step> steps, TreePath target) {
    Step parent = last(steps);
    return directories.find(parent.directory(), target.name(), parent.path().toString());
  }

  /** The directories from the root to the one that holds the target. */
  private List<Step> stepsTo(TreePath target) {
    List<Step> steps = new ArrayList<>();
    steps.add(directory(root, TreePath.ROOT));
    for (String name : target.parent().segments()) {
      TreePath path = last(steps).path().resolve(name);
      steps.add(directory(existing(steps, path).cid(), path));
    }
    return steps;
  }

  private Step directory(Cid cid, TreePath path) {
    EditNode node = nodes.load(cid, path.toString());
    if (!node.isDirectory()) {
      throw new NotADirectoryException(path.toString(), node.description());
    }
    return new Step(node, path);
  }

  private void put(List<Step> steps, String name, PbLink entry) {
    Step parent = last(steps);
    String where = parent.path().toString();
    replace(steps, directories.put(parent.directory(), Shard.renamed(entry, name), where));
  }

  /** Stores all directories above the last one with the changed one in it. */
  private void replace(List<Step> steps, PbLink changedLast) {
    PbLink changed = changedLast;
    for (int i = steps.size() - 2; i >= 0; i--) {
      Step above = steps.get(i);
      String name = steps.get(i + 1).path().name();
      changed =
          directories.put(above.directory(), Shard.renamed(changed, name), above.path().toString());
    }
    root = changed.cid();
  }

  private static Step last(List<Step> steps) {
    return steps.get(steps.size() - 1);
  }

  @Override
  public void close() {
    nodes.close();
  }
}

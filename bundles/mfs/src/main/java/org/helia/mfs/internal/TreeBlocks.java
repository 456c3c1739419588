package org.helia.mfs.internal;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.helia.api.CancelledException;
import org.helia.api.block.BlockException;
import org.helia.api.block.Blocks;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.Codecs;
import org.helia.api.gc.BlockRoot;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.UnixFs;
import org.helia.api.unixfs.UnixFsException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.platform.BlockSet;
import org.helia.platform.LocalDag;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks a tree needs, as far as they are here. The first question about a tree reads all of
 * it; those that follow do not, while memory lasts.
 */
final class TreeBlocks {
  private final UnixFs unixFs;
  private final Blocks blocks;
  private final Codecs codecs;
  private volatile @Nullable Known last;

  TreeBlocks(UnixFs unixFs, Blocks blocks, Codecs codecs) {
    this.unixFs = unixFs;
    this.blocks = blocks;
    this.codecs = codecs;
  }

  private record Known(Cid root, SoftReference<BlockSet> blocks) {}

  /**
   * What needs a block.
   *
   * @return the path of the file or directory, or of one above it; empty when the tree has no such
   *     block
   */
  Optional<String> path(Cid root, Multihash block) {
    return all(root).contains(block) ? Optional.of(search(root, block)) : Optional.empty();
  }

  private BlockSet all(Cid root) {
    Known known = last;
    BlockSet found = known == null || !known.root.equals(root) ? null : known.blocks.get();
    if (found == null) {
      BlockSet read = new BlockSet();
      dag(root).forEach(cid -> read.add(cid.multihash()));
      last = new Known(root, new SoftReference<>(read));
      found = read;
    }
    return found;
  }

  private Stream<Cid> dag(Cid root) {
    return new LocalDag(blocks, codecs, true).blocks(root, BlockRoot.UNLIMITED);
  }

  private record Entry(Cid cid, String path) {}

  private String search(Cid root, Multihash block) {
    BlockSet seen = new BlockSet();
    Deque<Entry> pending = new ArrayDeque<>();
    pending.push(new Entry(root, ""));
    while (!pending.isEmpty()) {
      CancelledException.checkpoint("looking through the mutable file system");
      Entry entry = pending.pop();
      List<Entry> below = entriesOf(entry);
      if (holds(entry, below, block)) {
        return entry.path.isEmpty() ? "/" : entry.path;
      }
      below.stream().filter(each -> seen.add(each.cid)).forEach(pending::push);
    }
    // A part of a large directory, which no listing shows.
    return "/";
  }

  private List<Entry> entriesOf(Entry entry) {
    if (entry.cid.codec() == Multicodec.RAW) {
      return List.of();
    }
    try (Stream<DirectoryEntry> entries =
        unixFs.ls(ContentPath.of(entry.cid), FetchOptions.OFFLINE)) {
      return entries.map(each -> new Entry(each.cid(), entry.path + "/" + each.name())).toList();
    } catch (UnixFsException | BlockException e) {
      // Not here: nothing is needed through it.
      return List.of();
    }
  }

  /** A file is all of its blocks, a directory its first one. */
  private boolean holds(Entry entry, List<Entry> below, Multihash block) {
    Stream<Cid> own = below.isEmpty() ? dag(entry.cid) : Stream.of(entry.cid);
    return own.anyMatch(cid -> cid.multihash().equals(block));
  }
}

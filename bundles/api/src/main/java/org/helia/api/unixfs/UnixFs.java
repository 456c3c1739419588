package org.helia.api.unixfs;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.multiformats.Cid;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Files and directories as DAGs of blocks. Every call may block and can be cancelled by
 * interrupting its thread. Memory use does not depend on the size of a file.
 *
 * @see <a href="https://specs.ipfs.tech/unixfs/">UnixFS specification</a>
 */
@ProviderType
public interface UnixFs {
  /**
   * Adds one file, stream or directory tree, durable when the call returns.
   *
   * @throws UnixFsException when the source cannot be read; the message names the path
   * @throws org.helia.api.block.BlockstoreException when a block cannot be stored
   */
  default AddedEntry add(AddSource source, AddOptions options, AddListener listener) {
    return addAll(List.of(source), options, listener).get(0);
  }

  /**
   * Adds several sources, durable when the call returns. With {@link AddOptions#wrap} they become
   * the entries of one directory, which is then the only result.
   *
   * @return the roots, in the order of the sources
   * @throws AddTimeoutException when it takes longer than {@link AddOptions#timeout} allows
   * @throws UnixFsException when a source cannot be read, or two sources to be wrapped share a name
   * @throws org.helia.api.block.BlockstoreException when a block cannot be stored
   */
  List<AddedEntry> addAll(List<AddSource> sources, AddOptions options, AddListener listener);

  /** The profiles that have names: those of IPIP-499 first, then what providers bring. */
  List<UnixFsProfile> profiles();

  /** The profile with this name, if there is one at the moment. */
  default Optional<UnixFsProfile> profile(String name) {
    return profiles().stream().filter(profile -> profile.name().equals(name)).findFirst();
  }

  /**
   * Opens the bytes of a file, fetched ahead of the reader. Close the stream. Its {@code
   * transferTo} is the fast way out.
   *
   * @throws NotAFileException when the path leads to a directory
   * @throws UnixFsException when the path leads nowhere or to something malformed; a node that
   *     turns out to be malformed later makes the stream throw an {@link java.io.IOException} with
   *     this as cause
   */
  InputStream cat(ContentPath path, ByteRange range, FetchOptions options);

  /**
   * The entries of a directory, in the order of its blocks: sorted by name bytes for a plain
   * directory, by hash for a HAMT. Lazy; close the stream. A path that leads to a file gives no
   * entries.
   *
   * @throws UnixFsException when the path leads nowhere or to something malformed, also while the
   *     stream is read
   */
  Stream<DirectoryEntry> ls(ContentPath path, FetchOptions options);

  /**
   * What a path leads to, without reading the content.
   *
   * @throws UnixFsException when the path leads nowhere or to something malformed
   */
  UnixFsStat stat(ContentPath path, FetchOptions options);

  /**
   * Counts what of a file or directory tree is in the node's own blockstores. Reads all blocks that
   * are there; nobody outside is asked but for the way to the root.
   *
   * @param progress told of each different block
   * @throws UnixFsException when the path leads nowhere or to something malformed, or there are
   *     over four million blocks
   */
  ExtendedStat extendedStat(ContentPath path, FetchOptions options, Progress progress);

  /**
   * Writes a file or a directory tree to disk. Files appear whole or not at all; nothing outside
   * the target is touched, whatever names and symlinks the DAG holds. Permissions and times of
   * change that the DAG tells are restored as far as the file system knows such, but not the bits
   * that make programs run as somebody else.
   *
   * @param target the file or directory to create; existing files are replaced, existing
   *     directories are merged into
   * @throws UnsafeNameException when an entry's name would escape from the target
   * @throws UnixFsException when something is malformed or cannot be written
   */
  void get(ContentPath path, Path target, FetchOptions options, Progress progress);

  /**
   * Opens an editor on a tree. Close it. Nothing is durable before the writer commits; the new root
   * is protected from garbage collection while the writer is open.
   *
   * @param root a directory or a file
   * @param blocks takes the new blocks; the caller commits and closes it
   */
  TreeEditor edit(Cid root, EditOptions options, BlockWriter blocks);

  /**
   * Changes a tree, durable when the call returns.
   *
   * @param root a directory or a file; it stays as it is
   * @param changes what to do with the tree
   * @return the root of the changed tree
   * @throws UnixFsException when a change fails; nothing points to what was stored before
   */
  Cid edit(Cid root, EditOptions options, Consumer<TreeEditor> changes);

  /** As {@link TreeEditor#cp}, durable; returns the new root. */
  default Cid cp(Cid root, Cid source, String path, EditOptions options) {
    return edit(root, options, tree -> tree.cp(source, path));
  }

  /** As {@link TreeEditor#mkdir}, durable; returns the new root. */
  default Cid mkdir(Cid root, String path, boolean parents, EditOptions options) {
    return edit(root, options, tree -> tree.mkdir(path, parents));
  }

  /** As {@link TreeEditor#mv}, durable; returns the new root. */
  default Cid mv(Cid root, String from, String to, EditOptions options) {
    return edit(root, options, tree -> tree.mv(from, to));
  }

  /** As {@link TreeEditor#rm}, durable; returns the new root. */
  default Cid rm(Cid root, String path, boolean recursive, EditOptions options) {
    return edit(root, options, tree -> tree.rm(path, recursive));
  }

  /** As {@link TreeEditor#touch}, durable; returns the new root. */
  default Cid touch(Cid root, String path, Optional<Instant> mtime, EditOptions options) {
    return edit(root, options, tree -> tree.touch(path, mtime));
  }

  /** As {@link TreeEditor#chmod}, durable; returns the new root. */
  default Cid chmod(Cid root, String path, int mode, boolean recursive, EditOptions options) {
    return edit(root, options, tree -> tree.chmod(path, mode, recursive));
  }

  /** As {@link TreeEditor#write}, durable; returns the new root. */
  default Cid write(Cid root, String path, long offset, InputStream in, EditOptions options) {
    return edit(root, options, tree -> tree.write(path, offset, in));
  }

  /** As {@link TreeEditor#append}, durable; returns the new root. */
  default Cid append(Cid root, String path, InputStream in, EditOptions options) {
    return edit(root, options, tree -> tree.append(path, in));
  }

  /** As {@link TreeEditor#truncate}, durable; returns the new root. */
  default Cid truncate(Cid root, String path, long size, EditOptions options) {
    return edit(root, options, tree -> tree.truncate(path, size));
  }
}

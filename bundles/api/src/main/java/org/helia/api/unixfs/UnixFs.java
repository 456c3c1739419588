package org.helia.api.unixfs;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
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
   * @throws UnixFsException when a source cannot be read, or two sources to be wrapped share a name
   * @throws org.helia.api.block.BlockstoreException when a block cannot be stored
   */
  List<AddedEntry> addAll(List<AddSource> sources, AddOptions options, AddListener listener);

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
   * Writes a file or a directory tree to disk. Files appear whole or not at all; nothing outside
   * the target is touched, whatever names and symlinks the DAG holds.
   *
   * @param target the file or directory to create; existing files are replaced, existing
   *     directories are merged into
   * @throws UnsafeNameException when an entry's name would escape from the target
   * @throws UnixFsException when something is malformed or cannot be written
   */
  void get(ContentPath path, Path target, FetchOptions options, Progress progress);
}

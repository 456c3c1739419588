package org.helia.api.mfs;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.helia.api.block.FetchOptions;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.UnixFsStat;
import org.helia.multiformats.Cid;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The node's mutable file system. Paths begin with a slash and are read as by {@link
 * org.helia.api.unixfs.TreePath#parse}. The cost of a change grows with the depth of its path, not
 * with the size of the tree.
 *
 * <p>Changes by any number of threads happen one after the other, each wholly or not at all, and
 * each sees all that were before it. What a call with {@link MfsOptions#flush} has changed survives
 * a crash, with all changes before it; after a crash the root is one that was there, and no block
 * that was written for it is missing. Reads see the newest state without waiting for writers.
 *
 * <p>Every call may block and can be cancelled by interrupting its thread; when a change is
 * cancelled while it is made durable, it may still have happened. All methods throw {@link
 * MfsException} when a path does not begin with a slash, {@link MfsClosedException} once the
 * service is stopped, {@link org.helia.api.unixfs.UnixFsException} and its subclasses for what is
 * wrong with a path, and {@link org.helia.api.block.BlockException} for blocks that cannot be had
 * or stored.
 */
@ProviderType
public interface Mfs {
  /** The root as it is now, durable or not. */
  Cid root();

  /** What is at a path. */
  UnixFsStat stat(String path, FetchOptions options);

  /**
   * The entries of a directory in the order of its blocks; of a file, itself. Lazy, of the state at
   * the time of the call; close the stream.
   */
  Stream<DirectoryEntry> ls(String path, FetchOptions options);

  /**
   * Opens the bytes of a file as they are at the time of the call. Close the stream.
   *
   * @throws MfsException when the range begins beyond the end of the file
   */
  InputStream read(String path, ByteRange range, FetchOptions options);

  /** Makes a directory; with {@link MfsOptions#parents} also those on the way, none need be new. */
  void mkdir(String path, MfsOptions options);

  /**
   * Writes into a file. Content of more than some megabytes is stored before other writers have to
   * wait.
   *
   * @param content read to its end, not closed
   */
  void write(String path, InputStream content, MfsWrite how, MfsOptions options);

  /** Makes a file shorter, or longer by zeros. */
  void truncate(String path, long size, MfsOptions options);

  /**
   * Copies a file or directory, whatever its size at the cost of a link. Only its root is fetched.
   *
   * @param source a path in here or, as in {@code /ipfs/CID/a}, of any content
   * @param target where to put it; with a slash at the end, the directory to put it into under its
   *     own name
   */
  void cp(String source, String target, MfsOptions options);

  /**
   * Moves a file or directory.
   *
   * @param target its new path, or a directory to put it into under its own name; a file that is
   *     there is replaced
   */
  void mv(String source, String target, MfsOptions options);

  /**
   * Removes a file or, with all that is in it, a directory.
   *
   * @param recursive whether it may be a directory
   */
  void rm(String path, boolean recursive, MfsOptions options);

  /**
   * Sets when something was changed last.
   *
   * @param mtime empty to say nothing about it
   */
  void touch(String path, Optional<Instant> mtime, MfsOptions options);

  /**
   * Sets permissions.
   *
   * @param mode the lower twelve bits of a Unix mode, as in 0644; 0 to say nothing about them
   * @param recursive whether all that is in a directory gets them, too
   */
  void chmod(String path, int mode, boolean recursive, MfsOptions options);

  /**
   * Changes the CID version or hash function of a directory, for itself and what will be made in
   * it.
   *
   * @param cidVersion 0 or 1; empty to keep it, or for 1 when the hash function needs that
   * @param hash a multicodec code; empty to keep it
   */
  void chcid(String path, OptionalInt cidVersion, OptionalLong hash, MfsOptions options);

  /** Makes all changes durable. Returns the root that is. */
  Cid flush();
}

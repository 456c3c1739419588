package org.helia.api.unixfs;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.helia.api.block.CidFormat;
import org.helia.multiformats.Cid;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes a tree of files and directories. As blocks never change, each change makes a new root and
 * new nodes on the way to what is changed; everything else is shared with the tree before. The cost
 * of a change grows with the depth of its path and not with the size of the tree. A change that
 * fails changes nothing.
 *
 * <p>Directories come out as if their entries had been added afresh: an edited directory has the
 * CID of the same directory that was never edited. Paths are those of {@link TreePath#parse}; the
 * root itself may be a file, which the path {@code /} then leads to.
 *
 * <p>One thread uses an editor. Its methods throw {@link NoSuchEntryException}, {@link
 * NotADirectoryException}, {@link NotAFileException} and {@link EntryExistsException} with the path
 * as it is seen from the root, {@link UnixFsException} when something on the way is malformed, and
 * {@link org.helia.api.block.BlockException} when a block cannot be read or stored.
 */
@ProviderType
public interface TreeEditor extends AutoCloseable {
  /** The root of the tree as it is now. */
  Cid root();

  /** The root of what is at a path, if there is something; nothing but directories is entered. */
  Optional<Cid> find(String path);

  /**
   * Makes an empty directory.
   *
   * @param parents whether directories on the way are made, too, and it is no error when the
   *     directory is there already
   */
  void mkdir(String path, boolean parents);

  /**
   * Puts something that exists into a directory. Only its root is fetched, and stored if need be.
   *
   * @param source a file, directory or symbolic link
   * @param path where to put it; its directory must be there and have no such entry
   */
  void cp(Cid source, String path);

  /**
   * Moves an entry to another place.
   *
   * @param to its new path; a file that is there is replaced
   * @throws EntryExistsException when a directory is there
   * @throws UnixFsException when a directory would be moved into itself
   */
  void mv(String from, String to);

  /**
   * Removes an entry. What it leads to is not looked at unless it must be known whether it is a
   * directory.
   *
   * @param recursive whether it may be a directory, with all that is in it
   * @throws NotAFileException when it is a directory and must not be
   */
  void rm(String path, boolean recursive);

  /**
   * Sets when something was changed last. A file that is a raw block is wrapped.
   *
   * @param mtime empty to say nothing about it
   */
  void touch(String path, Optional<Instant> mtime);

  /**
   * Sets the permissions of something. A file that is a raw block is wrapped.
   *
   * @param mode the lower twelve bits of a Unix mode, as in 0644; 0 to say nothing about them. Bits
   *     beyond those are kept
   * @param recursive whether all that is in a directory gets them, too
   */
  void chmod(String path, int mode, boolean recursive);

  /**
   * Writes into a file over what is there and beyond its end; makes the file if it is missing. What
   * lies between its end and the offset becomes zeros. If the file has an mtime, it is set to now.
   *
   * @param offset the first byte to write, at most {@link #MAX_GAP_BYTES} beyond the end
   * @param content read to its end, not closed
   * @throws UnixFsException when the content cannot be read
   */
  void write(String path, long offset, InputStream content);

  /**
   * As {@link #write} at the end of the file.
   *
   * @param content read to its end, not closed
   */
  void append(String path, InputStream content);

  /**
   * Makes a file shorter, or longer by zeros. If the file has an mtime, it is set to now.
   *
   * @param size its new length in bytes, at most {@link #MAX_GAP_BYTES} more than it has
   */
  void truncate(String path, long size);

  /**
   * Gives the root node of a directory another CID version or hash function. Entries made in it
   * later inherit them, those that are there keep theirs.
   *
   * @param format what its CID is to be like; the codec must be DAG-PB
   */
  void format(String path, CidFormat format);

  /** The most zeros that are put between the end of a file and what is written, in bytes. */
  long MAX_GAP_BYTES = 16L << 30;

  /** Drops what was read ahead. What was not committed by the writer may be lost by a crash. */
  @Override
  void close();
}

package org.helia.api.unixfs;

/** What a UnixFS path can lead to. */
public enum EntryType {
  /** A file, also one that is a single raw block. */
  FILE,
  /** A directory, plain or HAMT. */
  DIRECTORY,
  /** A symbolic link. */
  SYMLINK,
}

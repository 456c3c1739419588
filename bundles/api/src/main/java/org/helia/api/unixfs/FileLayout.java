package org.helia.api.unixfs;

/** How the chunks of a file are put together to one DAG. */
public enum FileLayout {
  /**
   * All chunks at the same depth, every node as wide as it may be.
   *
   * @see <a href="https://specs.ipfs.tech/unixfs/#dag-pb-file-layout">UnixFS, layouts</a>
   */
  BALANCED,
  /**
   * The first chunks right below the root, those that follow in subtrees of growing depth: the
   * beginning of the file is at hand as soon as the root is, and appending changes few nodes.
   */
  TRICKLE,
}

package org.helia.mfs.internal;

import org.helia.api.mfs.MfsException;
import org.helia.api.unixfs.TreePath;

/**
 * A path as it was typed.
 *
 * @param tree where it leads
 * @param intoDirectory whether it ends with a slash, which asks for something in a directory
 */
record MfsPath(TreePath tree, boolean intoDirectory) {
  /**
   * @throws MfsException when it does not begin with a slash
   */
  static MfsPath parse(String text) {
    if (!text.startsWith("/")) {
      throw new MfsException("'" + text + "' is not a path here: it must begin with a slash");
    }
    return new MfsPath(TreePath.parse(text), text.endsWith("/"));
  }

  /** Where an entry of that name goes that is put here. */
  TreePath target(String name) {
    return intoDirectory ? tree.resolve(name) : tree;
  }
}

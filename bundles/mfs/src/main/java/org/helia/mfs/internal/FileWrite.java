package org.helia.mfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.helia.api.block.FetchOptions;
import org.helia.api.mfs.MfsOptions;
import org.helia.api.mfs.MfsWrite;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.NoSuchEntryException;
import org.helia.api.unixfs.TreeEditor;
import org.helia.api.unixfs.TreePath;
import org.helia.api.unixfs.UnixFs;
import org.helia.api.unixfs.UnixFsException;
import org.helia.multiformats.Cid;

/** One write into one file, when it is its turn. */
final class FileWrite {
  private final TreeEditor tree;
  private final UnixFs unixFs;
  private final TreePath path;
  private final MfsWrite how;
  private final MfsOptions options;

  FileWrite(TreeEditor tree, UnixFs unixFs, TreePath path, MfsWrite how, MfsOptions options) {
    this.tree = tree;
    this.unixFs = unixFs;
    this.path = path;
    this.how = how;
    this.options = options;
  }

  void write(NewContent content) {
    MfsComponent.makeParents(tree, path, options);
    Optional<Cid> found = tree.find(path.toString());
    if (found.isEmpty() && !how.create()) {
      throw new NoSuchEntryException(path.parent().toString(), path.name());
    }
    Cid stored = content.file();
    if (stored != null && found.isEmpty() && how.offset() == 0) {
      tree.cp(stored, path.toString());
      return;
    }
    if (found.isPresent() && how.truncate()) {
      tree.truncate(path.toString(), 0);
    }
    if (stored == null) {
      write(content.inMemory());
    } else {
      copy(stored);
    }
  }

  private void write(InputStream in) {
    if (how.append()) {
      tree.append(path.toString(), in);
    } else {
      tree.write(path.toString(), how.offset(), in);
    }
  }

  /** The content was stored a moment ago by this node, so it is read at the speed of the disk. */
  private void copy(Cid stored) {
    ContentPath content = ContentPath.of(stored);
    try (InputStream in = unixFs.cat(content, ByteRange.ALL, FetchOptions.OFFLINE)) {
      write(in);
    } catch (IOException e) {
      throw new UnixFsException("cannot read the new content of " + path + ": " + e, e);
    }
  }
}

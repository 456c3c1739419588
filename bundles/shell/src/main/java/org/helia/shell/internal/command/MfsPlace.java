package org.helia.shell.internal.command;

import java.util.List;
import org.helia.api.block.FetchOptions;
import org.helia.api.mfs.Mfs;
import org.helia.api.mfs.MfsOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.AddedEntry;
import org.helia.api.unixfs.EntryType;
import org.helia.shell.internal.grammar.UsageException;

/** Where in the mutable file system added content goes. */
final class MfsPlace {
  private final Mfs mfs;
  private final String path;
  private final List<String> names;

  private MfsPlace(Mfs mfs, String path, List<String> names) {
    this.mfs = mfs;
    this.path = path;
    this.names = names;
  }

  /**
   * Looks, before anything is added, whether the content can go there.
   *
   * @param path with a slash at its end, a directory to put it into
   * @throws UsageException when it cannot
   */
  static MfsPlace of(Mfs mfs, String path, List<AddSource> sources) {
    if (!path.startsWith("/")) {
      throw new UsageException("the path of --to-files begins with a slash, unlike '" + path + "'");
    }
    List<String> names = sources.stream().map(AddSource::name).toList();
    if (path.endsWith("/")) {
      requireNames(names);
      requireDirectory(mfs, path);
    } else if (names.size() > 1) {
      throw new UsageException(
          "one path is no place for %d files; with a slash at its end it is a directory"
              .formatted(names.size()));
    }
    return new MfsPlace(mfs, path, names);
  }

  private static void requireNames(List<String> names) {
    if (names.stream().anyMatch(String::isEmpty)) {
      throw new UsageException(
          "a file without a name cannot go into a directory; --stdin-name names standard input");
    }
  }

  private static void requireDirectory(Mfs mfs, String path) {
    String name = path.length() == 1 ? path : path.substring(0, path.length() - 1);
    if (mfs.stat(name, FetchOptions.OFFLINE).type() != EntryType.DIRECTORY) {
      throw new UsageException(name + " is no directory of the mutable file system");
    }
  }

  /**
   * Puts it there.
   *
   * @param roots of the sources, in their order
   */
  void put(List<AddedEntry> roots) {
    for (int i = 0; i < roots.size(); i++) {
      String target = path.endsWith("/") ? path + names.get(i) : path;
      mfs.cp("/ipfs/" + roots.get(i).cid(), target, MfsOptions.DEFAULTS);
    }
  }
}

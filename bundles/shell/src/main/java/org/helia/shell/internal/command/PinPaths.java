package org.helia.shell.internal.command;

import java.util.List;
import org.helia.api.block.FetchOptions;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.multiformats.Cid;

/** What the arguments of the pin commands name. */
final class PinPaths {
  private PinPaths() {}

  static List<Cid> cids(Helia helia, List<String> paths) {
    PathRoot roots = new PathRoot(helia, FetchOptions.DEFAULTS);
    return paths.stream().map(ContentPath::fromArgument).map(roots::of).toList();
  }
}

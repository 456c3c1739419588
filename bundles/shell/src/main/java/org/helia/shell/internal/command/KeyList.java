package org.helia.shell.internal.command;

import org.apache.karaf.shell.api.action.Command;
import org.helia.api.node.Helia;

/** {@code helia:key-list}. */
@Command(
    scope = "helia",
    name = "key-list",
    description = "List the keys of this node",
    detailedDescription = "The node's own key, self, comes first. Kubo calls it key ls now.")
public final class KeyList extends KeyListing {
  /** Lists keys of a node. */
  public KeyList(Helia helia) {
    super(helia);
  }
}

package org.helia.shell.internal.command;

import org.apache.karaf.shell.api.action.Command;
import org.helia.api.node.Helia;

/** {@code helia:key-ls}. */
@Command(
    scope = "helia",
    name = "key-ls",
    description = "List the keys of this node",
    detailedDescription = "The node's own key, self, comes first.")
public final class KeyLs extends KeyListing {
  /** Lists keys of a node. */
  public KeyLs(Helia helia) {
    super(helia);
  }
}

package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.key.Keystore;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;

/** {@code helia:key-list}. */
@Command(
    scope = "helia",
    name = "key-list",
    description = "List the keys of this node",
    detailedDescription = "The node's own key, self, comes first.")
public final class KeyList extends KeyCommand {
  @Option(name = "-l", description = "Print the ids, too")
  private boolean withIds;

  private final Helia helia;

  /** Lists keys of a node. */
  public KeyList(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    List<Shown> keys = new ArrayList<>();
    keys.add(new Shown(Keystore.SELF, helia.identity().peerId()));
    Keystore keystore = helia.keystore();
    for (String name : keystore.list()) {
      keystore.get(name).ifPresent(key -> keys.add(Shown.of(name, key)));
    }
    print(io, keys, withIds);
  }
}

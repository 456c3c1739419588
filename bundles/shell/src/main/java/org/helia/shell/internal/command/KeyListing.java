package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.key.Keystore;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;

/** A command that lists the keys of the node, its own first. */
abstract class KeyListing extends KeyCommand {
  @Option(name = "-l", description = "Print the ids, too")
  private boolean withIds;

  private final Helia helia;

  KeyListing(Helia helia) {
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

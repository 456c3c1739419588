package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.key.Keystore;
import org.helia.api.key.NoSuchKeyException;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.KeyCompleter;

/** {@code helia:key-rm}. */
@Command(
    scope = "helia",
    name = "key-rm",
    description = "Remove keys for good",
    detailedDescription = "Nothing is removed when one of the keys is not there.")
public final class KeyRm extends KeyCommand {
  @Option(name = "-l", description = "Print the ids, too")
  private boolean withIds;

  @Argument(
      index = 0,
      name = "name",
      description = "The names of the keys; lines of standard input if left out",
      multiValued = true)
  @Completion(KeyCompleter.class)
  private List<String> names = List.of();

  private final Helia helia;

  /** Removes keys of a node. */
  public KeyRm(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    Keystore keystore = helia.keystore();
    List<Shown> removed = new ArrayList<>();
    for (String name : LineArguments.of(io, names, "name")) {
      requireNotSelf("remove", name);
      removed.add(
          Shown.of(name, keystore.get(name).orElseThrow(() -> new NoSuchKeyException(name))));
    }
    removed.forEach(key -> keystore.remove(key.name()));
    print(io, removed, withIds);
  }
}

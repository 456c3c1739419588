package org.helia.shell.internal.command;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.key.Keystore;
import org.helia.api.key.NoSuchKeyException;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.KeyCompleter;
import org.helia.shell.internal.output.Json;

/** {@code helia:key-rename}. */
@Command(scope = "helia", name = "key-rename", description = "Give a key another name")
public final class KeyRename extends KeyCommand {
  @Option(
      name = "-f",
      aliases = "--force",
      description = "Replace a key that has the new name already; it is lost")
  private boolean force;

  @Argument(index = 0, name = "name", description = "The name it has", required = true)
  @Completion(KeyCompleter.class)
  private String name = "";

  @Argument(index = 1, name = "newName", description = "The name it gets", required = true)
  private String newName = "";

  private final Helia helia;

  /** Renames keys of a node. */
  public KeyRename(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    requireNotSelf("rename", name);
    requireNotSelf("overwrite", newName);
    Keystore keystore = helia.keystore();
    Shown key = Shown.of(name, keystore.get(name).orElseThrow(() -> new NoSuchKeyException(name)));
    boolean replaced = keystore.rename(name, newName, force);
    io.println(
        json()
            ? Json.object(
                json -> {
                  json.writeStringField("Was", name);
                  json.writeStringField("Now", newName);
                  json.writeStringField("Id", text(key.id()));
                  json.writeBooleanField("Overwrite", replaced);
                })
            : "Key %s renamed to %s%s"
                .formatted(text(key.id()), newName, replaced ? " with overwriting" : ""));
  }
}

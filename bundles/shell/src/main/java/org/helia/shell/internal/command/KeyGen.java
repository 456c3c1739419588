package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.key.KeyExistsException;
import org.helia.api.node.Helia;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.grammar.UsageException;
import org.jspecify.annotations.Nullable;

/** {@code helia:key-gen}. */
@Command(
    scope = "helia",
    name = "key-gen",
    description = "Make a key to sign names with",
    detailedDescription = "Prints the id of the key.")
public final class KeyGen extends KeyCommand {
  @Option(
      name = "-t",
      aliases = "--type",
      description = "The type: ed25519, rsa, secp256k1 or ecdsa, which few peers know")
  @Completion(
      value = Object.class,
      values = {"ed25519", "rsa", "secp256k1", "ecdsa"})
  private String type = "ed25519";

  @Option(name = "-s", aliases = "--size", description = "The size of an RSA key in bits; 2048")
  private @Nullable Integer size;

  @Argument(index = 0, name = "name", description = "The name of the key", required = true)
  private String name = "";

  private final Helia helia;

  /** Makes keys of a node. */
  public KeyGen(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    requireNotSelf("create", name);
    KeyType wanted = type();
    if (helia.keystore().list().contains(name)) {
      throw new KeyExistsException(name);
    }
    PrivateKey key = generate(wanted);
    helia.keystore().put(name, key);
    print(io, Shown.of(name, key));
  }

  private KeyType type() {
    Optional<KeyType> found =
        Arrays.stream(KeyType.values())
            .filter(each -> each.toString().equalsIgnoreCase(type))
            .findFirst();
    KeyType wanted = found.orElseThrow(() -> new UsageException("unrecognized key type: " + type));
    if (size != null && wanted != KeyType.RSA) {
      throw new UsageException("a key of type " + wanted + " has no --size; only RSA keys have");
    }
    return wanted;
  }

  private PrivateKey generate(KeyType wanted) {
    return size == null ? helia.crypto().generate(wanted) : helia.crypto().generateRsa(size);
  }
}

package org.helia.shell.internal.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.key.KeyException;
import org.helia.api.node.Helia;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.FileCompleter;

/** {@code helia:key-import}. */
@Command(
    scope = "helia",
    name = "key-import",
    description = "Take over a key from a file",
    detailedDescription =
        "Reads what key-export of this node or of Kubo wrote, and PEM of OpenSSL with -f pem-pkcs8-cleartext. Prints the id of the"
            + " key.")
public final class KeyImport extends KeyCommand {
  /** The largest file that is read, in bytes: an RSA key of 8192 bits in PEM takes half of it. */
  private static final int MAX_BYTES = 16 * 1024;

  @Option(
      name = "-f",
      aliases = "--format",
      description = "libp2p-protobuf-cleartext or pem-pkcs8-cleartext")
  @Completion(
      value = Object.class,
      values = {"libp2p-protobuf-cleartext", "pem-pkcs8-cleartext"})
  private String format = KeyFormat.DEFAULT;

  @Option(
      name = "--allow-any-key-type",
      description = "Take keys of ECDSA, too, which few peers know")
  private boolean anyType;

  @Argument(index = 0, name = "name", description = "The name that the key gets", required = true)
  private String name = "";

  @Argument(
      index = 1,
      name = "key",
      description = "The file, or - for standard input",
      required = true)
  @Completion(FileCompleter.class)
  private String file = "";

  private final Helia helia;

  /** Imports keys into a node. */
  public KeyImport(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    requireNotSelf("import", name);
    PrivateKey key = read(bytes(io), KeyFormat.of(format));
    if (key.type() == KeyType.ECDSA && !anyType) {
      throw new KeyException(
          "key type ECDSA is not allowed to be imported; use --allow-any-key-type if you are sure");
    }
    helia.keystore().put(name, key);
    print(io, Shown.of(name, key));
  }

  private PrivateKey read(byte[] bytes, KeyFormat wanted) {
    try {
      return wanted.read(bytes);
    } catch (MultiformatsException e) {
      KeyFormat likely = KeyFormat.likely(bytes);
      throw new KeyException(
          "%s is no key in the format %s%s: %s"
              .formatted(
                  LocalFiles.isStandardInput(file) ? "standard input" : file,
                  wanted.label(),
                  likely == wanted ? "" : " (it may be one with -f " + likely.label() + ")",
                  e.getMessage()),
          e);
    }
  }

  private byte[] bytes(Io io) throws IOException {
    byte[] bytes;
    if (LocalFiles.isStandardInput(file)) {
      bytes = io.in().readNBytes(MAX_BYTES + 1);
    } else {
      Path path = LocalFiles.resolve(io, file);
      if (Files.isDirectory(path)) {
        throw new KeyException(file + " is a directory: the file of a key is needed");
      }
      try (InputStream in = Files.newInputStream(path)) {
        bytes = in.readNBytes(MAX_BYTES + 1);
      }
    }
    if (bytes.length > MAX_BYTES) {
      throw new KeyException(file + " has more than " + MAX_BYTES + " bytes: it is no key");
    }
    return bytes;
  }
}

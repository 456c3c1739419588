package org.helia.shell.internal.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.key.KeyException;
import org.helia.api.key.NoSuchKeyException;
import org.helia.api.node.Helia;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.shell.internal.HeliaCommand;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.FileCompleter;
import org.helia.shell.internal.complete.KeyCompleter;
import org.helia.shell.internal.grammar.UsageException;
import org.jspecify.annotations.Nullable;

/** {@code helia:key-export}. */
@Command(
    scope = "helia",
    name = "key-export",
    description = "Write a key to a file",
    detailedDescription =
        "The file is not encrypted, and only its owner can read it. The node's own key is not exported: it is in keys/self of the"
            + " node's home.")
public final class KeyExport extends HeliaCommand {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  @Option(
      name = "-o",
      aliases = "--output",
      description = "The file; NAME.key or NAME.pem unless said otherwise")
  @Completion(FileCompleter.class)
  private @Nullable String output;

  @Option(
      name = "-f",
      aliases = "--format",
      description = "libp2p-protobuf-cleartext or pem-pkcs8-cleartext")
  @Completion(
      value = Object.class,
      values = {"libp2p-protobuf-cleartext", "pem-pkcs8-cleartext"})
  private String format = KeyFormat.DEFAULT;

  @Argument(index = 0, name = "name", description = "The name of the key", required = true)
  @Completion(KeyCompleter.class)
  private String name = "";

  private final Helia helia;

  /** Exports keys of a node. */
  public KeyExport(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    KeyCommand.requireNotSelf("export", name);
    KeyFormat chosen = KeyFormat.of(format);
    PrivateKey key = helia.keystore().get(name).orElseThrow(() -> new NoSuchKeyException(name));
    write(LocalFiles.resolve(io, file(chosen)), chosen.write(key));
  }

  private String file(KeyFormat chosen) {
    if (output != null) {
      return output;
    }
    if (name.contains("/")) {
      throw new UsageException("the name of the key is not one of a file: use --output");
    }
    return name + chosen.extension();
  }

  /**
   * Others are locked out before there is anything to read. What is there is replaced when all is
   * written, and only if it is a file: neither a directory nor a device may go.
   */
  private static void write(Path file, byte[] bytes) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new KeyException(
          "%s is no file; name the one that the key is to be written to".formatted(file));
    }
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new NoSuchFileException(file.toString());
    }
    Path temporary = Files.createTempFile(directory, ".key", ".new", OWNER_ONLY);
    try {
      Files.write(temporary, bytes);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}

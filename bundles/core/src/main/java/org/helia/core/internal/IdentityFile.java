package org.helia.core.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Set;
import org.helia.api.node.NodeException;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.peer.PrivateKey;

/**
 * The file that holds the node's private key, in libp2p's protobuf encoding. It is made at the
 * first start and never replaced: a key that cannot be read is an error, for a new one would be
 * another node.
 *
 * @see <a href="https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md#keys">libp2p,
 *     keys</a>
 */
final class IdentityFile {
  /** The largest key file that is read, in bytes: an RSA key of 8192 bits takes less. */
  private static final int MAX_BYTES = 16 * 1024;

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;

  IdentityFile(Path file) {
    this.file = file;
  }

  /**
   * The key, made and stored if there is none.
   *
   * @throws NodeException when the file cannot be read or written, or holds no key
   */
  PrivateKey loadOrCreate() {
    try {
      return isThere() ? load() : create();
    } catch (IOException e) {
      throw new NodeException("the node's key " + file + " cannot be read or written: " + e, e);
    }
  }

  /** A file that must not be looked at, or a link to a disk that is not mounted, is not "none". */
  private boolean isThere() throws IOException {
    try {
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private PrivateKey load() throws IOException {
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new NodeException(
          "the node's key %s has %d bytes, more than any key; restore it from a backup"
              .formatted(file, size));
    }
    try {
      return PrivateKey.fromBytes(Files.readAllBytes(file));
    } catch (MultiformatsException e) {
      throw new NodeException(
          "the node's key "
              + file
              + " is damaged: "
              + e.getMessage()
              + "; restore it from a backup, or move it away to become another node",
          e);
    }
  }

  private PrivateKey create() throws IOException {
    Files.createDirectories(file.getParent(), OWNER_ONLY_DIRECTORY);
    Files.setPosixFilePermissions(file.getParent(), OWNER_ONLY_DIRECTORY.value());
    PrivateKey key = generate();
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    try (FileChannel out =
        FileChannel.open(
            temporary,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OWNER_ONLY_FILE)) {
      ByteBuffer bytes = ByteBuffer.wrap(key.toBytes());
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    moveIntoPlace(temporary);
    return key;
  }

  /** A rename that, unlike the JDK's atomic one, does not replace a key that came meanwhile. */
  private void moveIntoPlace(Path temporary) throws IOException {
    Files.move(temporary, file);
    try (FileChannel directory = FileChannel.open(file.getParent())) {
      directory.force(true);
    }
  }

  /** What an operator should change about the file, if anything. */
  Optional<String> problem() {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return OWNER_ONLY_FILE.value().containsAll(permissions)
          ? Optional.empty()
          : Optional.of(
              "others than its owner may use the node's key: chmod 600 %s (it is %s)"
                  .formatted(file, PosixFilePermissions.toString(permissions)));
    } catch (IOException e) {
      return Optional.of("the node's key " + file + " is gone, and the next start needs it: " + e);
    }
  }

  private static PrivateKey generate() {
    try {
      return PrivateKey.fromPkcs8(
          KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new NodeException("this Java has no Ed25519; use one that is complete", e);
    }
  }
}

package org.helia.keystore.file.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.helia.api.crypto.Crypto;
import org.helia.api.key.KeyException;
import org.helia.api.key.KeyExistsException;
import org.helia.api.key.Keystore;
import org.helia.api.key.NoSuchKeyException;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.platform.HeliaHome;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each key in a file of its own, in libp2p's protobuf encoding as Kubo's keystore has it, or
 * encrypted.
 */
@Component(configurationPid = KeystoreConfig.PID)
@Designate(ocd = KeystoreConfig.class)
public final class FileKeystore implements Keystore {
  private static final Logger LOG = LoggerFactory.getLogger(FileKeystore.class);
  private static final int MAX_PASSWORD_BYTES = 1024;

  /** How many encrypted keys a password is tried on; each takes some tenths of a second. */
  private static final int MAX_TRIES = 8;

  private final Path directory;
  private final Optional<PasswordSeal> seal;
  private final ReentrantLock lock = new ReentrantLock();

  /** The keystore that the configuration describes; encrypts what is not and should be. */
  @Activate
  public FileKeystore(BundleContext context, KeystoreConfig config, @Reference Crypto crypto) {
    this(
        HeliaHome.of(context).resolve(config.directory()),
        password(HeliaHome.of(context), config.passwordFile())
            .map(password -> new PasswordSeal(crypto, password)));
  }

  FileKeystore(Path directory, Optional<PasswordSeal> seal) {
    this.directory = directory;
    this.seal = seal;
    try {
      KeyFile.makeDirectory(directory);
    } catch (IOException e) {
      throw new KeyException("the directory of keys " + directory + " cannot be made: " + e, e);
    }
    if (seal.isPresent()) {
      encryptAll();
    }
  }

  /**
   * Under a wrong password nothing is encrypted: the keys would need two passwords from then on.
   */
  private void encryptAll() {
    try {
      requireThePassword();
    } catch (KeyException e) {
      LOG.error("keys that are not encrypted stay so: {}", e.getMessage());
      return;
    }
    list().forEach(this::encrypt);
  }

  /**
   * Sees that encrypted keys can be read with what is configured. One that can be is enough: others
   * may be damaged.
   *
   * @throws KeyException when none can be, saying why
   */
  private void requireThePassword() {
    KeyException failure = null;
    int failures = 0;
    for (String text : list()) {
      if (failures == MAX_TRIES) {
        break;
      }
      KeyName name = new KeyName(text);
      try {
        byte[] bytes = file(name).read();
        if (PasswordSeal.isSealed(bytes)) {
          decode(name, bytes);
          return;
        }
      } catch (IOException e) {
        LOG.warn("the key '{}' cannot be read: {}", text, e.toString());
      } catch (KeyException e) {
        failure = e;
        failures++;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static Optional<byte[]> password(HeliaHome home, String file) {
    return file.isEmpty() ? Optional.empty() : Optional.of(readPassword(home.resolve(file)));
  }

  /** The file without the end of its line. */
  static byte[] readPassword(Path file) {
    byte[] bytes;
    try {
      bytes = new KeyFile(file).read();
    } catch (IOException e) {
      throw new KeyException(
          "the option \"passwordFile\" of %s names %s, which cannot be read: %s"
              .formatted(KeystoreConfig.PID, file, e),
          e);
    }
    int length = bytes.length;
    while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
      length--;
    }
    if (length == 0 || length > MAX_PASSWORD_BYTES) {
      throw new KeyException(
          "the option \"passwordFile\" of %s takes a file with a password of 1 to %d bytes, %s has %d"
              .formatted(KeystoreConfig.PID, MAX_PASSWORD_BYTES, file, length));
    }
    return Arrays.copyOf(bytes, length);
  }

  private KeyFile file(KeyName name) {
    return new KeyFile(directory.resolve(name.file()));
  }

  private void encrypt(String text) {
    KeyName name = new KeyName(text);
    try {
      byte[] bytes = file(name).read();
      if (!PasswordSeal.isSealed(bytes)) {
        write(name, decode(name, bytes));
      }
    } catch (IOException e) {
      throw new KeyException("the key '%s' cannot be encrypted: %s".formatted(text, e), e);
    }
  }

  @Override
  public List<String> list() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .flatMap(file -> KeyName.ofFile(file.getFileName().toString()).stream())
          .map(KeyName::text)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new KeyException("the keys in " + directory + " cannot be listed: " + e, e);
    }
  }

  @Override
  public Optional<PrivateKey> get(String text) {
    KeyName name = new KeyName(text);
    lock.lock();
    try {
      KeyFile file = file(name);
      return file.exists() ? Optional.of(decode(name, file.read())) : Optional.empty();
    } catch (IOException e) {
      throw new KeyException("the key '%s' cannot be read: %s".formatted(text, e), e);
    } finally {
      lock.unlock();
    }
  }

  private PrivateKey decode(KeyName name, byte[] bytes) {
    byte[] key = PasswordSeal.isSealed(bytes) ? requireSeal(name).open(name, bytes) : bytes;
    try {
      return PrivateKey.fromBytes(key);
    } catch (MultiformatsException e) {
      throw new KeyException(
          "the key '%s' is damaged; restore %s from a backup: %s"
              .formatted(name.text(), directory.resolve(name.file()), e.getMessage()),
          e);
    }
  }

  private PasswordSeal requireSeal(KeyName name) {
    return seal.orElseThrow(
        () ->
            new KeyException(
                "the key '%s' is encrypted; set the option \"passwordFile\" of %s"
                    .formatted(name.text(), KeystoreConfig.PID)));
  }

  @Override
  public void put(String text, PrivateKey key) {
    KeyName name = new KeyName(text);
    lock.lock();
    try {
      requireFree(name);
      requireThePassword();
      write(name, key);
    } catch (IOException e) {
      throw new KeyException("the key '%s' cannot be written: %s".formatted(text, e), e);
    } finally {
      lock.unlock();
    }
  }

  private void requireFree(KeyName name) {
    if (file(name).exists()) {
      throw new KeyExistsException(name.text());
    }
  }

  private void write(KeyName name, PrivateKey key) throws IOException {
    byte[] bytes = key.toBytes();
    file(name).write(seal.isPresent() ? seal.get().seal(name, bytes) : bytes);
  }

  @Override
  public boolean remove(String text) {
    KeyName name = new KeyName(text);
    lock.lock();
    try {
      return file(name).delete();
    } catch (IOException e) {
      throw new KeyException("the key '%s' cannot be removed: %s".formatted(text, e), e);
    } finally {
      lock.unlock();
    }
  }

  /** A crash in the middle leaves the key under both names, never under none. */
  @Override
  public boolean rename(String from, String to, boolean replace) {
    KeyName old = new KeyName(from);
    KeyName next = new KeyName(to);
    lock.lock();
    try {
      PrivateKey key = get(from).orElseThrow(() -> new NoSuchKeyException(from));
      boolean replaces = file(next).exists();
      if (!replace) {
        requireFree(next);
      }
      if (!from.equals(to)) {
        write(next, key);
        file(old).delete();
      }
      return replaces;
    } catch (IOException e) {
      throw new KeyException(
          "the key '%s' cannot be renamed to '%s': %s".formatted(from, to, e), e);
    } finally {
      lock.unlock();
    }
  }
}

package org.helia.keystore.file.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.helia.api.crypto.Crypto;
import org.helia.api.key.KeyException;
import org.helia.api.key.KeyExistsException;
import org.helia.api.key.NoSuchKeyException;
import org.helia.crypto.internal.NodeCrypto;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileKeystoreTest {
  private static final Crypto CRYPTO = NodeCrypto.of("conscrypt", "bouncycastle", "jdk");

  @TempDir Path home;
  private Path directory;
  private FileKeystore plain;
  private final PrivateKey key = CRYPTO.generate(KeyType.ED25519);
  private final PrivateKey other = CRYPTO.generate(KeyType.ED25519);

  @BeforeEach
  void open() {
    directory = home.resolve("keys");
    plain = new FileKeystore(directory, Optional.empty());
  }

  private FileKeystore encrypted(String password) {
    return new FileKeystore(
        directory, Optional.of(new PasswordSeal(CRYPTO, password.getBytes(UTF_8))));
  }

  @ParameterizedTest
  @EnumSource
  void put_anyType_isReadAgainByTheNextStart(KeyType type) {
    PrivateKey made = CRYPTO.generate(type);

    plain.put("name", made);

    assertThat(new FileKeystore(directory, Optional.empty()).get("name")).contains(made);
  }

  /** The name that Kubo 0.42 gave the file of its key "a", and libp2p's protobuf in it. */
  @Test
  void put_file_isAsKuboHasIt() throws IOException {
    plain.put("a", key);

    Path file = directory.resolve("key_me");
    assertThat(Files.readAllBytes(file)).isEqualTo(key.toBytes());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
  }

  @Test
  void put_nameInUse_isRefusedAndNothingChanges() {
    plain.put("a", key);

    assertThatExceptionOfType(KeyExistsException.class)
        .isThrownBy(() -> plain.put("a", other))
        .withMessage("key with name 'a' already exists");
    assertThat(plain.get("a")).contains(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "a/b", "../x", "/etc/passwd", "a\nb", "a\u0000", "self", "\ud800"})
  void anyMethod_hostileName_isRefused(String name) {
    assertThatExceptionOfType(KeyException.class).isThrownBy(() -> plain.put(name, key));
    assertThatExceptionOfType(KeyException.class).isThrownBy(() -> plain.get(name));
    assertThatExceptionOfType(KeyException.class).isThrownBy(() -> plain.remove(name));
    plain.put("good", key);
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> plain.rename("good", name, true));
    assertThat(plain.list()).containsExactly("good");
  }

  @Test
  void put_longestName_isTakenAndALongerOneRefused() {
    plain.put("ü".repeat(64), key);

    assertThat(plain.list()).containsExactly("ü".repeat(64));
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> plain.put("a".repeat(129), key))
        .withMessage("a key name has at most 128 bytes, found 129");
  }

  @Test
  void list_otherFiles_areNotKeys() throws IOException {
    plain.put("b", key);
    plain.put("A", key);
    Files.write(directory.resolve("self"), key.toBytes());
    Files.write(directory.resolve("key_1"), key.toBytes());
    Files.write(directory.resolve(".key_me.new"), new byte[0]);

    assertThat(plain.list()).containsExactly("A", "b");
  }

  @Test
  void remove_key_isGone() {
    plain.put("a", key);

    assertThat(plain.remove("a")).isTrue();
    assertThat(plain.get("a")).isEmpty();
    assertThat(plain.remove("a")).isFalse();
  }

  @Test
  void rename_toAnother_movesTheKey() {
    plain.put("a", key);
    plain.put("b", other);

    assertThat(plain.rename("a", "c", false)).isFalse();
    assertThat(plain.list()).containsExactly("b", "c");
    assertThatExceptionOfType(KeyExistsException.class)
        .isThrownBy(() -> plain.rename("b", "c", false));
    assertThat(plain.rename("b", "c", true)).isTrue();
    assertThat(plain.list()).containsExactly("c");
    assertThat(plain.get("c")).contains(other);
    assertThatExceptionOfType(NoSuchKeyException.class)
        .isThrownBy(() -> plain.rename("a", "x", true))
        .withMessage("no key named a was found");
  }

  @Test
  void get_damagedFile_namesItAndWhatToDo() throws IOException {
    plain.put("a", key);
    Files.write(directory.resolve("key_me"), new byte[] {1, 2, 3});

    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> plain.get("a"))
        .withMessageStartingWith(
            "the key 'a' is damaged; restore " + directory.resolve("key_me") + " from a backup: ");
  }

  @Test
  void get_hugeFile_isNotRead() throws IOException {
    Files.write(directory.resolve("key_me"), new byte[KeyFile.MAX_BYTES + 1]);

    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> plain.get("a"))
        .withMessageContaining("has more than 16384 bytes: it is no key");
  }

  @Test
  void put_underAPassword_isEncrypted() throws IOException {
    FileKeystore encrypted = encrypted("secret");

    encrypted.put("a", key);

    byte[] bytes = Files.readAllBytes(directory.resolve("key_me"));
    assertThat(new String(bytes, UTF_8)).startsWith(PasswordSeal.MAGIC);
    assertThat(new String(bytes, ISO_8859_1))
        .doesNotContain(new String(Arrays.copyOf(key.data(), 8), ISO_8859_1));
    assertThat(encrypted.get("a")).contains(key);
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> encrypted("other").get("a"))
        .withMessageContaining("encrypted under another password");
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> plain.get("a"))
        .withMessage(
            "the key 'a' is encrypted; set the option \"passwordFile\" of org.helia.keystore.file");
  }

  @Test
  void new_withAPassword_encryptsWhatIsThere() throws IOException {
    plain.put("a", key);

    FileKeystore encrypted = encrypted("secret");

    assertThat(PasswordSeal.isSealed(Files.readAllBytes(directory.resolve("key_me")))).isTrue();
    assertThat(encrypted.get("a")).contains(key);
    encrypted.rename("a", "b", false);
    assertThat(encrypted.get("b")).contains(key);
  }

  @Test
  void put_underAnotherPassword_isRefusedAndNothingIsWritten() {
    encrypted("secret").put("a", key);
    for (FileKeystore wrong : List.of(encrypted("wrong"), plain)) {
      assertThatExceptionOfType(KeyException.class)
          .isThrownBy(() -> wrong.put("b", other))
          .withMessageContaining("the key 'a' is encrypted")
          .withMessageContaining("passwordFile");
      assertThat(wrong.list()).containsExactly("a");
    }
  }

  @Test
  void put_besideADamagedKey_isTakenUnderTheRightPassword() throws IOException {
    FileKeystore keystore = encrypted("secret");
    keystore.put("a", key);
    keystore.put("b", other);
    byte[] bytes = Files.readAllBytes(directory.resolve("key_me"));
    bytes[bytes.length - 1]++;
    Files.write(directory.resolve("key_me"), bytes);
    keystore.put("c", key);
    assertThat(keystore.list()).containsExactly("a", "b", "c");
  }

  @Test
  void new_withAWrongPassword_encryptsNothing() throws IOException {
    encrypted("secret").put("a", key);
    Path file = directory.resolve("key_mi");
    Files.write(file, other.toBytes());
    assertThat(encrypted("wrong").get("b")).isPresent();
    assertThat(PasswordSeal.isSealed(Files.readAllBytes(file))).isFalse();
    assertThat(encrypted("secret").get("b")).isPresent();
    assertThat(PasswordSeal.isSealed(Files.readAllBytes(file))).isTrue();
  }

  /** The name is authenticated: nobody can pass one key off as another. */
  @Test
  void get_encryptedFileUnderAnotherName_isRefused() throws IOException {
    FileKeystore encrypted = encrypted("secret");
    encrypted.put("a", key);
    Files.move(directory.resolve("key_me"), directory.resolve("key_mi"));

    assertThat(encrypted.list()).containsExactly("b");
    assertThatExceptionOfType(KeyException.class).isThrownBy(() -> encrypted.get("b"));
  }

  @Test
  void get_costOutOfRange_isRefusedBeforeItIsPaid() throws IOException {
    FileKeystore encrypted = encrypted("secret");
    encrypted.put("a", key);
    Path file = directory.resolve("key_me");
    byte[] bytes = Files.readAllBytes(file);
    bytes[PasswordSeal.MAGIC.length()] = 30;
    Files.write(file, bytes);

    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> encrypted.get("a"))
        .withMessageContaining("parameters of scrypt that are not taken here");
  }

  @Test
  void readPassword_line_isWithoutItsEnd() throws IOException {
    Path file = Files.writeString(home.resolve("password"), "pass word\r\n");

    assertThat(FileKeystore.readPassword(file)).isEqualTo("pass word".getBytes(UTF_8));
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> FileKeystore.readPassword(Files.writeString(file, "\n")))
        .withMessageContaining("a password of 1 to 1024 bytes");
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> FileKeystore.readPassword(home.resolve("none")))
        .withMessageStartingWith("the option \"passwordFile\" of org.helia.keystore.file names");
  }
}

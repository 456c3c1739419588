package org.helia.node.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.helia.api.node.NodeException;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFileTest {
  @TempDir private Path home;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = home.resolve("keys").resolve("self");
  }

  @Test
  void loadOrCreate_firstStart_makesAnEd25519KeyThatOnlyTheOwnerReads() throws IOException {
    PrivateKey key = new IdentityFile(file).loadOrCreate();

    assertThat(key.type()).isEqualTo(KeyType.ED25519);
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(file.getParent())).isEqualTo("rwx------");
    assertThat(file.getParent()).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void loadOrCreate_secondStart_isTheSameKey() {
    PrivateKey key = new IdentityFile(file).loadOrCreate();

    assertThat(new IdentityFile(file).loadOrCreate()).isEqualTo(key);
  }

  @Test
  void loadOrCreate_damagedKey_isRefusedAndKept() throws IOException {
    new IdentityFile(file).loadOrCreate();
    byte[] damaged = {8, 1, 18, 3, 1, 2, 3};
    Files.write(file, damaged);

    assertThatThrownBy(() -> new IdentityFile(file).loadOrCreate())
        .isInstanceOf(NodeException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("damaged");
    assertThat(file).hasBinaryContent(damaged);
  }

  @Test
  void loadOrCreate_oversizedFile_isRefusedUnread() throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[20_000]);

    assertThatThrownBy(() -> new IdentityFile(file).loadOrCreate())
        .isInstanceOf(NodeException.class)
        .hasMessageContaining("20000 bytes");
  }

  @Test
  void loadOrCreate_crashedFirstStart_isRepeated() throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file.resolveSibling("self.new"), new byte[] {1, 2});

    assertThat(new IdentityFile(file).loadOrCreate().type()).isEqualTo(KeyType.ED25519);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}

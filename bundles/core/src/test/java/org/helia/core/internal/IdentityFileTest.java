package org.helia.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.helia.api.node.NodeException;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.testkit.fixture.Hex;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFileTest {
  /** The Ed25519 key of the libp2p specification, peer-ids/peer-ids.md. */
  private static final byte[] SPEC_KEY =
      Hex.bytes(
          """
          08011240
          7e0830617c4a7de83925dfb2694556b12936c477a0e1feb2e148ec9da60fee7d
          1ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e
          """);

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

  @Test
  void loadOrCreate_keyOfAnotherProgram_isUsed() throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, SPEC_KEY);

    assertThat(PeerId.of(new IdentityFile(file).loadOrCreate().publicKey()))
        .hasToString("12D3KooWBtg3aaRMjxwedh83aGiUkwSxDwUZkzuJcfaqUmo7R3pq");
  }

  @Test
  void loadOrCreate_firstStart_keySignsAndVerifies() throws GeneralSecurityException {
    PrivateKey key = new IdentityFile(file).loadOrCreate();
    KeyFactory keys = KeyFactory.getInstance("Ed25519");
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.generatePrivate(new PKCS8EncodedKeySpec(key.toPkcs8())));
    signature.update(SPEC_KEY);
    byte[] signed = signature.sign();

    signature.initVerify(keys.generatePublic(new X509EncodedKeySpec(key.publicKey().toX509())));
    signature.update(SPEC_KEY);

    assertThat(signature.verify(signed)).isTrue();
  }

  @Test
  void loadOrCreate_publicHalfBelongsToAnother_isRefusedAndKept() throws IOException {
    Files.createDirectories(file.getParent());
    for (byte[] damaged : new byte[][] {{}, flipped()}) {
      Files.write(file, damaged);

      assertThatThrownBy(() -> new IdentityFile(file).loadOrCreate())
          .isInstanceOf(NodeException.class)
          .hasMessageContaining("damaged");
      assertThat(file).hasBinaryContent(damaged);
    }
  }

  private static byte[] flipped() {
    byte[] bytes = SPEC_KEY.clone();
    bytes[10] ^= 1;
    return bytes;
  }

  @Test
  void loadOrCreate_linkToADiskThatIsNotMounted_isNotTakenForNone() throws IOException {
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, file.resolveSibling("unmounted"));

    assertThatThrownBy(() -> new IdentityFile(file).loadOrCreate())
        .isInstanceOf(NodeException.class)
        .hasMessageContaining(file.toString());
    assertThat(file).isSymbolicLink();
  }

  @Test
  void loadOrCreate_directoryIsOpenToOthers_isClosedToThem() throws IOException {
    Files.createDirectories(file.getParent());
    Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));

    new IdentityFile(file).loadOrCreate();

    assertThat(permissions(file.getParent())).isEqualTo("rwx------");
  }

  @Test
  void problem_othersMayReadTheKey_namesTheCommand() throws IOException {
    IdentityFile identity = new IdentityFile(file);
    identity.loadOrCreate();
    assertThat(identity.problem()).isEmpty();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(identity.problem())
        .hasValueSatisfying(problem -> assertThat(problem).contains("chmod 600 " + file));

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertThat(identity.problem()).isEmpty();

    Files.delete(file);
    assertThat(identity.problem())
        .hasValueSatisfying(problem -> assertThat(problem).contains("is gone"));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}

package org.helia.shell.internal.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.helia.multiformats.Multibase;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.shell.internal.TestShell;
import org.helia.shell.internal.TestShell.Result;
import org.helia.shell.internal.fake.FakeNode;
import org.helia.testkit.kubo.Kubo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCommandsTest {
  @TempDir Path directory;
  private final TestShell shell = new TestShell();

  @AfterEach
  void close() {
    shell.close();
  }

  private PrivateKey key(String name) {
    return shell.node.keystore.get(name).orElseThrow();
  }

  private String id(String name) {
    return PeerId.of(key(name).publicKey()).toString(Multibase.BASE36);
  }

  @Test
  void gen_default_isEd25519AndPrintsTheId() {
    Result result = shell.run("key-gen", "blog");

    assertThat(key("blog").type()).isEqualTo(KeyType.ED25519);
    assertThat(result.out()).isEqualTo(id("blog") + "\n").startsWith("k51qzi5uqu5d");
    assertThat(shell.run("key-gen", "--json", "b").out())
        .isEqualTo("{\"Name\":\"b\",\"Id\":\"" + id("b") + "\"}\n");
  }

  @Test
  void gen_rsaOfASize_hasIt() {
    shell.run("key-gen", "-t", "rsa", "--size=3072", "r");

    assertThat(key("r").publicKey().data()).hasSize(422);
  }

  @Test
  void gen_nameInUseOrSelf_isAnError() {
    shell.run("key-gen", "a");
    PrivateKey first = key("a");

    assertThat(shell.run("key-gen", "a").error()).isEqualTo("key with name 'a' already exists");
    assertThat(key("a")).isEqualTo(first);
    assertThat(shell.run("key-gen", "self").error())
        .startsWith("cannot create key with name 'self'");
  }

  @Test
  void gen_unknownTypeOrSizeWithoutRsa_isRefused() {
    assertThat(shell.run("key-gen", "-t", "dsa", "a").error())
        .startsWith("unrecognized key type: dsa");
    assertThat(shell.run("key-gen", "-s", "2048", "a").misused()).isTrue();
    assertThat(shell.node.keystore.list()).isEmpty();
  }

  /** As Kubo 0.42 prints it, with a blank behind each name. */
  @Test
  void list_withIds_isInColumns() {
    shell.run("key-gen", "a");
    String self = PeerId.parse(FakeNode.PEER_ID).toString(Multibase.BASE36);

    assertThat(shell.run("key-list").out()).isEqualTo("self\na\n");
    assertThat(shell.run("key-ls").out()).isEqualTo("self\na\n");
    assertThat(shell.run("key-list", "-l").out())
        .isEqualTo(self + " self \n" + id("a") + " a    \n");
    assertThat(shell.run("key-list", "-l", "--ipns-base=b58mh").out())
        .startsWith(FakeNode.PEER_ID + " self ");
    assertThat(shell.run("key-list", "-l", "--ipns-base=k").out()).startsWith(self);
    assertThat(shell.run("key-list", "-l", "--ipns-base=nonsense").misused()).isTrue();
    assertThat(shell.run("key-list", "--enc=json").out())
        .isEqualTo(
            "{\"Keys\":[{\"Name\":\"self\",\"Id\":\"%s\"},{\"Name\":\"a\",\"Id\":\"%s\"}]}\n"
                .formatted(self, id("a")));
  }

  @Test
  void rename_keys_saysWhatItDid() {
    shell.run("key-gen", "a");
    shell.run("key-gen", "b");
    String id = id("a");

    assertThat(shell.run("key-rename", "a", "c").out()).isEqualTo("Key " + id + " renamed to c\n");
    assertThat(shell.run("key-rename", "c", "b").error())
        .isEqualTo("key with name 'b' already exists");
    assertThat(shell.run("key-rename", "-f", "c", "b").out())
        .isEqualTo("Key " + id + " renamed to b with overwriting\n");
    assertThat(shell.run("key-rename", "--json", "b", "d").out())
        .isEqualTo(
            "{\"Was\":\"b\",\"Now\":\"d\",\"Id\":\"%s\",\"Overwrite\":false}\n".formatted(id));
    assertThat(shell.run("key-rename", "self", "x").error())
        .startsWith("cannot rename key with name 'self'");
    assertThat(shell.run("key-rename", "d", "self").misused()).isTrue();
    assertThat(shell.run("key-rename", "none", "x").error())
        .isEqualTo("no key named none was found");
  }

  @Test
  void rm_oneThatIsNotThere_removesNone() {
    shell.run("key-gen", "a");
    shell.run("key-gen", "b");

    assertThat(shell.run("key-rm", "a", "zz").error()).isEqualTo("no key named zz was found");
    assertThat(shell.node.keystore.list()).containsExactly("a", "b");
    assertThat(shell.run("key-rm", "self").misused()).isTrue();
    assertThat(shell.run("key-rm", "a", "b").out()).isEqualTo("a\nb\n");
    assertThat(shell.node.keystore.list()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"libp2p-protobuf-cleartext, a.key", "pem-pkcs8-cleartext, a.pem"})
  void export_import_isTheSameKey(String format, String file) throws IOException {
    shell.in(directory).run("key-gen", "a");

    assertThat(shell.run("key-export", "-f", format, "a").error()).isEmpty();

    Path exported = directory.resolve(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(exported)))
        .isEqualTo("rw-------");
    assertThat(shell.run("key-import", "-f", format, "b", file).out()).isEqualTo(id("a") + "\n");
    assertThat(key("b")).isEqualTo(key("a"));
    assertThat(shell.run("key-import", "-f", format, "b", file).error())
        .isEqualTo("key with name 'b' already exists");
  }

  @Test
  void export_selfOrUnknown_isAnError() {
    shell.in(directory);

    assertThat(shell.run("key-export", "self").error())
        .startsWith("cannot export key with name 'self'");
    assertThat(shell.run("key-export", "none").error()).isEqualTo("no key named none was found");
    assertThat(shell.run("key-export", "-f", "jwk", "a").misused()).isTrue();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void export_toADirectory_isRefusedAndTheDirectoryStays() throws IOException {
    shell.in(directory).run("key-gen", "a");
    Path target = Files.createDirectory(directory.resolve("target"));

    assertThat(shell.run("key-export", "-o", "target", "a").error()).contains("target is no file");
    assertThat(shell.run("key-export", "-o", "none/k", "a").error()).contains("none/k");

    assertThat(target).isEmptyDirectory();
    assertThat(directory.toFile().list()).containsExactly("target");
  }

  @Test
  void export_fileIsThere_isReplaced() throws IOException {
    shell.in(directory).run("key-gen", "a");
    Path file = Files.writeString(directory.resolve("a.key"), "old");

    assertThat(shell.run("key-export", "a").error()).isEmpty();

    assertThat(file).hasBinaryContent(key("a").toBytes());
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void import_ecdsa_onlyWhenItIsAllowed() throws IOException {
    PrivateKey key = shell.node.crypto().generate(KeyType.ECDSA);
    Files.write(directory.resolve("k"), key.toBytes());
    shell.in(directory);

    assertThat(shell.run("key-import", "a", "k").error())
        .startsWith("key type ECDSA is not allowed to be imported");
    assertThat(shell.run("key-import", "--allow-any-key-type", "a", "k").error()).isEmpty();
    assertThat(key("a")).isEqualTo(key);
  }

  @Test
  void import_otherFormat_namesTheFileAndTheFormatItLooksLike() throws IOException {
    PrivateKey key = shell.node.crypto().generate(KeyType.ED25519);
    Files.writeString(directory.resolve("k.pem"), key.toPem());
    Files.write(directory.resolve("k.key"), key.toBytes());
    shell.in(directory);

    assertThat(shell.run("key-import", "a", "k.pem").error())
        .startsWith(
            "k.pem is no key in the format libp2p-protobuf-cleartext (it may be one with -f"
                + " pem-pkcs8-cleartext): ");
    assertThat(shell.run("key-import", "-f", "pem-pkcs8-cleartext", "a", "k.key").error())
        .startsWith(
            "k.key is no key in the format pem-pkcs8-cleartext (it may be one with -f"
                + " libp2p-protobuf-cleartext): ");
  }

  @Test
  void import_fromStandardInput_isTaken() {
    PrivateKey key = shell.node.crypto().generate(KeyType.ED25519);

    shell.input(key.toPem()).run("key-import", "-f", "pem-pkcs8-cleartext", "a", "-");

    assertThat(key("a")).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no key"})
  void import_nonsense_isAnError(String content) throws IOException {
    Files.write(directory.resolve("k"), content.getBytes(US_ASCII));

    assertThat(shell.in(directory).run("key-import", "a", "k").error()).isNotEmpty();
    assertThat(shell.run("key-import", "-f", "pem-pkcs8-cleartext", "a", "k").error()).isNotEmpty();
    assertThat(shell.run("key-import", "a", "missing").error()).isNotEmpty();
    assertThat(shell.run("key-import", "a", ".").error()).startsWith(". is a directory");
    assertThat(shell.node.keystore.list()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "libp2p-protobuf-cleartext, ed25519",
    "pem-pkcs8-cleartext, ed25519",
    "libp2p-protobuf-cleartext, rsa",
    "pem-pkcs8-cleartext, rsa"
  })
  @EnabledIfSystemProperty(named = Kubo.PROPERTY, matches = ".+")
  void exportAndImport_withKubo_areTheSameKeyBothWays(String format, String type)
      throws IOException {
    Kubo kubo = Kubo.init(directory.resolve("kubo"));
    String theirs = kubo.run("key", "gen", "--type=" + type, "theirs").line();
    String file = directory.resolve("theirs").toString();
    kubo.run("key", "export", "--format=" + format, "-o", file, "theirs").line();
    shell.in(directory);

    assertThat(shell.run("key-import", "-f", format, "theirs", file).out())
        .isEqualTo(theirs + "\n");
    shell.run("key-gen", "-t", type, "ours");
    shell.run("key-export", "-f", format, "-o", "ours", "ours");
    assertThat(
            kubo.run(
                    "key",
                    "import",
                    "--format=" + format,
                    "ours",
                    directory.resolve("ours").toString())
                .line())
        .isEqualTo(id("ours"));
    shell.run("key-export", "-f", format, "-o", "again", "theirs");
    assertThat(directory.resolve("again")).hasSameBinaryContentAs(Path.of(file));
  }
}

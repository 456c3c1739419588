package org.helia.blockstore.flatfs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.helia.api.block.Block;
import org.helia.api.block.BlockstoreException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kubo's folders open as they are, and ours are as Kubo's. */
class KuboFolderTest {
  private static final Multihash HELLO =
      hash("bafkreid2cojxbnccxeihmju7y73tolzpbmjolruqajcn77ka5mttmu3vbm");
  private static final Multihash EMPTY_DIRECTORY =
      hash("QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn");
  private static final Multihash ABC_SHA2_512 =
      hash(
          "bafkrgqg5v422de3bpk5myqltjgxcaqjrcltputujvf7kecu653tewvottiqzfgjke5h4dkbwxi6chi765o6uktkeensdz2aofknmst5fjssj6");
  private static final Multihash ABC_BLAKE3 =
      hash("bafkr4ideg6z2yocgkez77nr3outtvdnvjdcvqrs5phnqh7jvtrwnlpm5qu");

  @TempDir Path temp;
  private Path folder;

  private static Multihash hash(String cid) {
    return Cid.parse(cid).multihash();
  }

  @BeforeEach
  void nameFolder() {
    folder = temp.resolve("blocks");
  }

  private void copyKubosFolder() throws IOException, URISyntaxException {
    Path origin = Path.of(Objects.requireNonNull(getClass().getResource("/kubo-blocks")).toURI());
    try (Stream<Path> files = Files.walk(origin)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(origin.relativize(file).toString()));
      }
    }
  }

  @Test
  void open_foldersOfKubo_hasItsBlocks() throws Exception {
    copyKubosFolder();
    FlatfsBlockstore store = Stores.open(folder);
    assertThat(Stores.hashes(store))
        .containsExactlyInAnyOrder(HELLO, EMPTY_DIRECTORY, ABC_SHA2_512, ABC_BLAKE3);
    assertThat(store.get(HELLO)).hasValueSatisfying(isText("hello flatfs\n"));
    assertThat(store.get(ABC_SHA2_512)).hasValueSatisfying(isText("abc"));
    assertThat(store.get(ABC_BLAKE3)).hasValueSatisfying(isText("abc"));
    assertThat(store.get(EMPTY_DIRECTORY)).contains(new byte[] {0x0a, 0x02, 0x08, 0x01});
    assertThat(store.size(HELLO)).hasValue(13);
    assertThat(store.delete(HELLO)).isTrue();
    store.close();
    assertThat(folder.resolve("KC")).isEmptyDirectory();
  }

  @Test
  void open_foldersOfKubo_removesWhatKuboWouldRemoveOrCountAnew() throws Exception {
    copyKubosFolder();
    Path batch = Files.createDirectories(folder.resolve(".temp/batch-17-42"));
    Files.writeString(batch.resolve("CIQX.data"), "half");
    Files.writeString(folder.resolve(".temp/temp-1"), "half");
    Files.writeString(folder.resolve("diskUsage.cache"), "{\"diskUsage\":5}");
    Stores.open(folder).close();
    assertThat(folder.resolve(".temp")).isEmptyDirectory();
    assertThat(folder.resolve("diskUsage.cache")).doesNotExist();
  }

  @Test
  void close_blocksWerePut_filesAreWhereKuboHasThem() throws Exception {
    FlatfsBlockstore store = Stores.open(folder);
    store.put(HELLO, "hello flatfs\n".getBytes(UTF_8));
    store.put(EMPTY_DIRECTORY, new byte[] {0x0a, 0x02, 0x08, 0x01});
    store.close();
    assertThat(folder.resolve("SHARDING")).hasContent("/repo/flatfs/shard/v1/next-to-last/2\n");
    assertThat(folder.resolve("_README")).isNotEmptyFile();
    assertThat(folder.resolve("KC/CIQHUE4TOC2EFOIQOYTJ7R7XG4XS6CYS4XDJAASE376UB2ZHGZJXKCY.data"))
        .hasContent("hello flatfs\n");
    assertThat(folder.resolve("X3/CIQFTFEEHEDF6KLBT32BFAGLXEZL4UWFNWM4LFTLMXQBCERZ6CMLX3Y.data"))
        .hasBinaryContent(new byte[] {0x0a, 0x02, 0x08, 0x01});
    assertThat(visible())
        .as("everything else begins with a dot, which Kubo skips")
        .containsExactlyInAnyOrder("SHARDING", "_README", "KC", "X3");
  }

  private List<String> visible() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"prefix/3, CIQ", "suffix/4, XKCY", "next-to-last/1, C", "next-to-last/5, ZJXKC"})
  void open_otherShardFunction_isFollowed(String function, String shard) throws Exception {
    Files.createDirectory(folder);
    Files.writeString(folder.resolve("SHARDING"), "/repo/flatfs/shard/v1/" + function + "\n");
    FlatfsBlockstore store = Stores.open(folder);
    store.put(HELLO, "hello flatfs\n".getBytes(UTF_8));
    Block large = SampleBlocks.raw(1, 100_000);
    Stores.put(store, large);
    store.close();

    FlatfsBlockstore again = Stores.open(folder);
    Stores.assertHas(again, large);
    assertThat(Stores.hashes(again)).containsExactlyInAnyOrder(HELLO, large.cid().multihash());
    again.close();
    try (Stream<Path> files =
        Files.find(folder, 2, (file, attributes) -> attributes.isRegularFile())) {
      assertThat(files.filter(file -> file.toString().endsWith(".data")))
          .contains(
              folder
                  .resolve(shard)
                  .resolve("CIQHUE4TOC2EFOIQOYTJ7R7XG4XS6CYS4XDJAASE376UB2ZHGZJXKCY.data"));
    }
  }

  @Test
  void hashes_foreignFiles_areSkipped() throws Exception {
    copyKubosFolder();
    Files.createDirectories(folder.resolve("lost+found"));
    Files.createDirectories(folder.resolve("AA/BB.data"));
    Files.writeString(folder.resolve("AA/readme.txt"), "x");
    Files.writeString(folder.resolve("AA/notbase32!.data"), "x");
    Files.writeString(folder.resolve("AA/.data"), "x");
    Files.writeString(folder.resolve("ZZ"), "a file that is called as a directory");
    Files.copy(
        folder.resolve("KC/CIQHUE4TOC2EFOIQOYTJ7R7XG4XS6CYS4XDJAASE376UB2ZHGZJXKCY.data"),
        folder.resolve("AA/CIQHUE4TOC2EFOIQOYTJ7R7XG4XS6CYS4XDJAASE376UB2ZHGZJXKCY.data"));
    FlatfsBlockstore store = Stores.open(folder);
    assertThat(Stores.hashes(store))
        .containsExactlyInAnyOrder(HELLO, EMPTY_DIRECTORY, ABC_SHA2_512, ABC_BLAKE3);
    store.close();
  }

  @Test
  void open_folderOfOtherThings_isRefusedAndLeftAlone() throws Exception {
    Files.createDirectory(folder);
    Files.writeString(folder.resolve("letter.txt"), "dear");
    assertThatThrownBy(() -> Stores.open(folder))
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("SHARDING")
        .hasMessageContaining("letter.txt");
    assertThat(folder).isDirectoryNotContaining("glob:**{.lock,.temp,SHARDING}");
  }

  @Test
  void open_unknownSharding_isRefusedByName() throws Exception {
    Files.createDirectory(folder);
    Files.writeString(folder.resolve("SHARDING"), "/repo/flatfs/shard/v9/x/1\n");
    assertThatThrownBy(() -> Stores.open(folder))
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContaining(folder.resolve("SHARDING").toString())
        .hasMessageContaining("/repo/flatfs/shard/v9/x/1");
  }

  @Test
  void open_hugeSharding_isRefused() throws Exception {
    Files.createDirectory(folder);
    Files.write(folder.resolve("SHARDING"), new byte[100_000]);
    assertThatThrownBy(() -> Stores.open(folder))
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContaining("over the limit of 1024");
  }

  @Test
  void open_pathIsAFile_isRefusedByName() throws Exception {
    Files.writeString(folder, "no directory");
    assertThatThrownBy(() -> Stores.open(folder))
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void get_fileOverTheLimit_isRefusedBeforeItIsRead() throws Exception {
    copyKubosFolder();
    Path file = folder.resolve("KC/CIQHUE4TOC2EFOIQOYTJ7R7XG4XS6CYS4XDJAASE376UB2ZHGZJXKCY.data");
    Files.write(file, new byte[2 * 1024 * 1024]);
    FlatfsBlockstore store = Stores.open(folder, new LocalDisk(), Stores.SMALL);
    assertThatThrownBy(() -> store.get(HELLO))
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContaining("CIQHUE4TOC2EFOIQOYTJ7R7XG4XS6CYS4XDJAASE376UB2ZHGZJXKCY")
        .hasMessageContaining("2097152")
        .hasMessageContaining("1048576");
    assertThatThrownBy(() -> store.size(HELLO))
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContaining("2097152");
    store.close();
  }

  @Test
  void put_fileOfAnotherSize_isRepaired() throws Exception {
    copyKubosFolder();
    Path file = folder.resolve("KC/CIQHUE4TOC2EFOIQOYTJ7R7XG4XS6CYS4XDJAASE376UB2ZHGZJXKCY.data");
    Files.write(file, new byte[0]);
    FlatfsBlockstore store = Stores.open(folder);
    store.put(HELLO, "hello flatfs\n".getBytes(UTF_8));
    assertThat(store.get(HELLO)).hasValueSatisfying(isText("hello flatfs\n"));
    store.close();
    assertThat(file).hasContent("hello flatfs\n");
  }

  private static Consumer<byte[]> isText(String text) {
    return bytes -> assertThat(new String(bytes, UTF_8)).isEqualTo(text);
  }
}

package org.helia.mfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.helia.api.CancelledException;
import org.helia.api.block.FetchOptions;
import org.helia.api.gc.BlockRoot;
import org.helia.api.mfs.MfsClosedException;
import org.helia.api.mfs.MfsException;
import org.helia.api.mfs.MfsOptions;
import org.helia.api.mfs.MfsWrite;
import org.helia.api.mfs.NewNodes;
import org.helia.api.unixfs.EntryExistsException;
import org.helia.api.unixfs.NoSuchEntryException;
import org.helia.api.unixfs.NotADirectoryException;
import org.helia.api.unixfs.NotAFileException;
import org.helia.api.unixfs.UnixFsException;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.api.unixfs.UnixFsStat;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.concurrent.Until;
import org.helia.testkit.store.FakeDatastore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MfsTest {
  private final FakeBlocks blocks = new FakeBlocks();
  private final FakeDatastore datastore = new FakeDatastore("fake");
  private final Rig rig = new Rig(blocks, datastore, UnixFsProfile.V1_2025);

  @AfterEach
  void close() {
    rig.mfs.close();
    assertThat(blocks.openWriters()).isZero();
    assertThat(blocks.openSessions()).isZero();
  }

  @Test
  void open_afterClose_hasTheTree() {
    rig.write("/a/b/c", "content");
    rig.mfs.close();
    rig.mfs = rig.open();

    assertThat(rig.read("/a/b/c")).isEqualTo("content");
  }

  @Test
  void call_afterClose_isRefused() {
    rig.mfs.close();

    assertThatThrownBy(() -> rig.mfs.mkdir("/a", Rig.OPTIONS))
        .isInstanceOf(MfsClosedException.class);
  }

  @Test
  void change_withoutFlush_isVisibleAtOnceAndDurableAfterFlush() {
    Cid before = rig.recorded();
    rig.mfs.mkdir("/a", Rig.OPTIONS.withFlush(false));

    assertThat(rig.names("/")).containsExactly("a");
    assertThat(rig.recorded()).isEqualTo(before);
    assertThat(rig.mfs.roots().map(BlockRoot::cid)).containsExactly(before, rig.mfs.root());
    assertThat(rig.mfs.flush()).isEqualTo(rig.mfs.root()).isEqualTo(rig.recorded());
  }

  @Test
  void change_withoutFlush_isDurableAfterClose() {
    rig.mfs.mkdir("/a", Rig.OPTIONS.withFlush(false));
    rig.mfs.close();
    rig.mfs = rig.open();

    assertThat(rig.names("/")).containsExactly("a");
  }

  @Test
  void change_manyWithoutFlush_becomeDurableAtTheLimit() {
    for (int i = 0; i < 64; i++) {
      rig.mfs.mkdir("/" + i, Rig.OPTIONS.withFlush(false));
    }
    assertThat(rig.recorded()).isEqualTo(rig.mfs.root());
  }

  @Test
  void change_datastoreFails_isTakenBack() {
    rig.write("/kept", "kept");
    Cid before = rig.mfs.root();
    datastore.breakWrites("the disk is on fire");

    assertThatThrownBy(() -> rig.write("/lost", "lost"))
        .isInstanceOf(MfsException.class)
        .hasRootCauseMessage("the disk is on fire");
    assertThat(rig.mfs.root()).isEqualTo(before);
    datastore.breakWrites(null);
    rig.write("/later", "later");
    assertThat(rig.names("/")).containsExactly("kept", "later");
  }

  @Test
  void change_thatFails_keepsNoWriterOpen() {
    assertThatThrownBy(() -> rig.mfs.rm("/none", false, Rig.OPTIONS.withFlush(false)))
        .isInstanceOf(NoSuchEntryException.class);

    assertThat(blocks.openWriters()).isZero();
  }

  @Test
  void write_interrupted_leavesOthersAlone() throws InterruptedException {
    Thread thread = new Thread(() -> rig.write("/interrupted", "x"));
    thread.setUncaughtExceptionHandler(
        (failed, error) -> assertThat(error).isInstanceOf(CancelledException.class));
    thread.start();
    thread.interrupt();
    thread.join();
    rig.write("/a", "a");

    assertThat(rig.read("/a")).isEqualTo("a");
  }

  @Test
  void write_longContent_isStoredAheadAndTheSame() {
    String content = "0123456789abcdef".repeat(1000);
    rig.write("/long", content);
    rig.mfs.write("/long", Rig.in(content), MfsWrite.APPEND, Rig.OPTIONS);
    rig.mfs.write("/long", Rig.in(content), MfsWrite.OVER.at(3), Rig.OPTIONS);

    assertThat(rig.read("/long"))
        .isEqualTo("012" + content + (content + content).substring(content.length() + 3));
  }

  @Test
  void write_streamThatFails_changesNothing() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the cable is loose");
          }
        };
    Cid before = rig.mfs.root();

    assertThatThrownBy(() -> rig.mfs.write("/a", failing, MfsWrite.CREATE, Rig.OPTIONS))
        .isInstanceOf(MfsException.class)
        .hasMessageContaining("the cable is loose");
    assertThat(rig.mfs.root()).isEqualTo(before);
  }

  @Test
  void write_missingFileWithoutCreate_isRefused() {
    assertThatThrownBy(() -> rig.mfs.write("/a", Rig.in("a"), MfsWrite.OVER, Rig.OPTIONS))
        .isInstanceOf(NoSuchEntryException.class)
        .hasMessage("no entry named 'a' in /");
  }

  @Test
  void write_pathThroughAFile_namesTheFile() {
    rig.write("/file", "x");

    assertThatThrownBy(() -> rig.write("/file/below", "x"))
        .isInstanceOf(NotADirectoryException.class)
        .hasMessage("/file is a file, not a directory");
  }

  @Test
  void write_toADirectory_isRefused() {
    rig.mfs.mkdir("/d", Rig.OPTIONS);

    assertThatThrownBy(() -> rig.write("/d", "x"))
        .isInstanceOf(NotAFileException.class)
        .hasMessage("/d is a directory, not a file");
  }

  @Test
  void write_newNodes_haveTheLookThatIsAskedFor() {
    NewNodes v0 = new NewNodes(OptionalInt.of(0), OptionalLong.empty(), Optional.of(false));
    MfsOptions options = Rig.PARENTS.withNewNodes(v0);
    rig.mfs.write("/d/f", Rig.in("x"), MfsWrite.CREATE, options);
    rig.mfs.write("/d/g", Rig.in("x"), MfsWrite.CREATE, Rig.OPTIONS);

    assertThat(stat("/d").cid().version()).isZero();
    assertThat(stat("/d/f").cid().version()).isZero();
    assertThat(stat("/d/g").cid()).isEqualTo(stat("/d/f").cid());
    assertThat(rig.mfs.root().version()).isEqualTo(1);
  }

  private UnixFsStat stat(String path) {
    return rig.mfs.stat(path, FetchOptions.OFFLINE);
  }

  @Test
  void chcid_directory_changesItAndWhatIsMadeInIt() {
    rig.mfs.mkdir("/d", Rig.OPTIONS);
    rig.mfs.chcid("/d", OptionalInt.empty(), OptionalLong.of(Multicodec.SHA2_512), Rig.OPTIONS);
    rig.write("/d/f", "x");

    assertThat(stat("/d").cid().multihash().code()).isEqualTo(Multicodec.SHA2_512);
    assertThat(stat("/d/f").cid().multihash().code()).isEqualTo(Multicodec.SHA2_512);
    assertThat(rig.mfs.root().multihash().code()).isEqualTo(Multicodec.SHA2_256);
  }

  @Test
  void touchAndChmod_rawFile_keepsContentAndMetadata() {
    rig.write("/f", "content");
    rig.mfs.touch("/f", Optional.of(Instant.ofEpochSecond(7, 5)), Rig.OPTIONS);
    rig.mfs.chmod("/f", 0644, false, Rig.OPTIONS);

    assertThat(stat("/f").mode()).hasValue(0644);
    assertThat(stat("/f").mtime()).contains(Instant.ofEpochSecond(7, 5));
    assertThat(rig.read("/f")).isEqualTo("content");
  }

  @Test
  void chmod_recursive_changesEverythingBelow() {
    rig.write("/d/e/f", "content");
    rig.write("/other", "content");
    rig.mfs.chmod("/d", 0700, true, Rig.OPTIONS);

    assertThat(stat("/d").mode()).hasValue(0700);
    assertThat(stat("/d/e").mode()).hasValue(0700);
    assertThat(stat("/d/e/f").mode()).hasValue(0700);
    assertThat(stat("/other").mode()).isEmpty();
    assertThat(rig.read("/d/e/f")).isEqualTo("content");
  }

  @Test
  void mv_directoryIntoItself_isRefused() {
    rig.mfs.mkdir("/d/e", Rig.PARENTS);

    assertThatThrownBy(() -> rig.mfs.mv("/d", "/d/e", Rig.OPTIONS))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("into itself");
    assertThat(rig.names("/d")).containsExactly("e");
  }

  @Test
  void mv_ontoAFile_replacesIt() {
    rig.write("/a", "a");
    rig.write("/b", "b");
    rig.mfs.mv("/a", "/b", Rig.OPTIONS);

    assertThat(rig.names("/")).containsExactly("b");
    assertThat(rig.read("/b")).isEqualTo("a");
  }

  @Test
  void cp_forceOntoADirectory_isRefused() {
    rig.write("/a", "a");
    rig.mfs.mkdir("/d", Rig.OPTIONS);

    assertThatThrownBy(() -> rig.mfs.cp("/a", "/d", Rig.OPTIONS.withForce(true)))
        .isInstanceOf(EntryExistsException.class);
    rig.mfs.cp("/a", "/d/", Rig.OPTIONS);
    assertThat(rig.read("/d/a")).isEqualTo("a");
  }

  @Test
  void path_withoutSlash_isRefused() {
    assertThatThrownBy(() -> rig.mfs.mkdir("a", Rig.OPTIONS))
        .isInstanceOf(MfsException.class)
        .hasMessageContaining("must begin with a slash");
  }

  @Test
  void change_delayed_becomesDurableByItself() throws InterruptedException {
    Settings quick = new Settings(UnixFsProfile.V1_2025, Duration.ofMillis(1), 64, 4096);
    try (var closing =
        new Closing(
            new MfsComponent(rig.unixFs, blocks, rig.codecs, new RootRecord(datastore), quick))) {
      closing.mfs().mkdir("/soon", Rig.OPTIONS.withFlush(false));
      Until.holds(() -> rig.recorded().equals(closing.mfs().root()));
    }
  }

  private record Closing(MfsComponent mfs) implements AutoCloseable {
    @Override
    public void close() {
      mfs.close();
    }
  }

  @Test
  void write_binaryAtOffset_readsBack() {
    byte[] bytes = {1, 2, 3};
    rig.mfs.write("/f", new ByteArrayInputStream(bytes), MfsWrite.CREATE.at(5), Rig.OPTIONS);

    assertThat(stat("/f").size()).isEqualTo(8);
    assertThat(rig.read("/f")).isEqualTo("\0\0\0\0\0\1\2\3");
  }
}

package org.helia.datastore.mvstore.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreException;
import org.helia.platform.HeliaHome;
import org.helia.testkit.store.DatastoreContract;
import org.helia.testkit.store.DurableDatastoreContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MvstoreDatastoreTest {
  @TempDir Path temp;

  private Path file() {
    return temp.resolve("repository/datastore.mv");
  }

  @Test
  void path_notConfigured_isInTheRepository() {
    HeliaHome home = new HeliaHome(temp);
    assertThat(MvstoreDatastore.path(home, " "))
        .isEqualTo(home.directory().resolve("repository/datastore.mv"));
    assertThat(MvstoreDatastore.path(home, "x/y")).isEqualTo(home.directory().resolve("x/y"));
  }

  @Test
  void cache_outOfRange_namesTheOption() {
    assertThatThrownBy(() -> MvstoreDatastore.cache(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cacheMebibytes")
        .hasMessageContaining("1 to 4096");
  }

  @Test
  void open_inUseByThisProcess_isRefused() {
    MvstoreDatastore first = new MvstoreDatastore(file(), 1);
    try {
      assertThatThrownBy(() -> new MvstoreDatastore(file(), 1))
          .isInstanceOf(DatastoreException.class)
          .hasMessageContaining(file().toString())
          .hasMessageContaining("in use");
      first.put(key("a"), key("1"));
    } finally {
      first.close();
    }
  }

  @Test
  void open_inUseByAnotherProcess_isRefused() throws Exception {
    MvstoreDatastore first = new MvstoreDatastore(file(), 1);
    try {
      Process child =
          new ProcessBuilder(
                  System.getProperty("java.home")
                      + File.separator
                      + "bin"
                      + File.separator
                      + "java",
                  "-cp",
                  System.getProperty("java.class.path"),
                  OpenMain.class.getName(),
                  file().toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(said)
          .contains("REFUSED")
          .contains("in use by another process")
          .contains("org.helia.datastore.mvstore");
    } finally {
      first.close();
    }
  }

  @Test
  void open_fileOfAnotherKind_isCalledDamagedAndStays() throws Exception {
    Files.createDirectories(file().getParent());
    byte[] noise = new byte[20_000];
    new Random(1).nextBytes(noise);
    Files.write(file(), noise);
    assertThatThrownBy(() -> new MvstoreDatastore(file(), 1))
        .isInstanceOf(DatastoreException.class)
        .hasMessageContaining(file().toString())
        .hasMessageContaining("is damaged");
    assertThat(Files.readAllBytes(file())).isEqualTo(noise);
  }

  @Test
  void get_bytesOfAValueFlipped_isCalledDamaged() throws Exception {
    MvstoreDatastore first = new MvstoreDatastore(file(), 1);
    first.put(key("a"), "the-value-that-will-be-flipped".getBytes(UTF_8));
    first.close();
    flip("will-be-flipped");
    MvstoreDatastore again = new MvstoreDatastore(file(), 1);
    try {
      assertThatThrownBy(() -> again.get(key("a")))
          .isInstanceOf(DatastoreException.class)
          .hasMessageContaining("is damaged");
    } finally {
      again.close();
    }
  }

  private void flip(String text) throws Exception {
    String content = Files.readString(file(), StandardCharsets.ISO_8859_1);
    assertThat(content).contains(text);
    Files.writeString(
        file(), content.replace(text, text.toUpperCase(Locale.ROOT)), StandardCharsets.ISO_8859_1);
  }

  @Test
  void write_sameKeysAgainAndAgain_doesNotGrowForEver() throws Exception {
    MvstoreDatastore store = new MvstoreDatastore(file(), 1);
    byte[] value = new byte[1000];
    for (int i = 0; i < 3000; i++) {
      store.put(key("k" + i % 10), value);
    }
    store.close();
    assertThat(Files.size(file())).isLessThan(3_000_000);
    MvstoreDatastore again = new MvstoreDatastore(file(), 1);
    assertThat(again.scan(new byte[0])).hasSize(10);
    again.close();
  }

  @Test
  void write_diskFails_keepsWhatWasAcknowledgedAndGoesOn() throws Exception {
    BrokenDisk.register();
    MvstoreDatastore store = new MvstoreDatastore(BrokenDisk.SCHEME, file(), 1);
    store.put(key("a"), key("1"));
    BrokenDisk.full = true;
    assertThatThrownBy(
            () -> store.write(new DatastoreBatch().put(key("a"), key("2")).put(key("b"), key("3"))))
        .isInstanceOf(DatastoreException.class)
        .hasMessageContaining("no space left");
    BrokenDisk.full = false;
    assertThat(store.get(key("a")))
        .hasValueSatisfying(value -> assertThat(value).isEqualTo(key("1")));
    assertThat(store.has(key("b"))).isFalse();
    store.put(key("b"), key("4"));
    store.close();
    MvstoreDatastore again = new MvstoreDatastore(file(), 1);
    assertThat(again.scan(new byte[0])).hasSize(2);
    again.close();
  }

  private static byte[] key(String text) {
    return text.getBytes(UTF_8);
  }

  @Nested
  class Contract extends DatastoreContract {
    @Override
    protected Datastore open() {
      return new MvstoreDatastore(file(), 1);
    }

    @Override
    protected void close(Datastore opened) {
      ((MvstoreDatastore) opened).close();
    }
  }

  @Nested
  class Durable extends DurableDatastoreContract {
    @Override
    protected Datastore open() {
      return new MvstoreDatastore(file(), 1);
    }

    @Override
    protected void close(Datastore opened) {
      ((MvstoreDatastore) opened).close();
    }
  }
}

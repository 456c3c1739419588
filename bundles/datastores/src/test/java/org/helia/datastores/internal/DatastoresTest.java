package org.helia.datastores.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.helia.api.Progress;
import org.helia.api.ServiceMissingException;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreException;
import org.helia.api.store.DatastoreInfo;
import org.helia.api.store.DatastoreMigration;
import org.helia.testkit.store.FakeDatastore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatastoresTest {
  private static final byte[] ALL = {};

  @TempDir Path home;

  private Rig rig(Duration grace) {
    return new Rig(home, grace);
  }

  private Rig impatient() {
    return rig(Duration.ZERO);
  }

  @Test
  void open_badNamespace_namesTheRule() {
    for (String bad : new String[] {"", "Pins", "a b", "a\0b", "x".repeat(65)}) {
      assertThatThrownBy(() -> impatient().datastores.open(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a-z 0-9");
    }
  }

  @Test
  void put_twoNamespaces_areApart() {
    Rig rig = impatient();
    rig.add("one", 0);
    Datastore pins = rig.datastores.open("pins");
    Datastore names = rig.datastores.open("pins2");
    pins.put(key("a"), key("1"));
    names.put(key("a"), key("2"));
    assertThat(pins.get(key("a"))).hasValue(key("1"));
    assertThat(names.scan(ALL)).hasSize(1);
    pins.delete(key("a"));
    assertThat(names.has(key("a"))).isTrue();
    assertThat(pins.scan(ALL)).isEmpty();
  }

  @Test
  void scan_manyPages_givesTheOwnKeysInOrder() {
    Rig rig = impatient();
    rig.add("one", 0);
    Datastore mine = rig.datastores.open("mine");
    rig.datastores.open("mine2").put(key("k0600"), key("not mine"));
    DatastoreBatch batch = new DatastoreBatch();
    IntStream.range(0, 1000).forEach(i -> batch.put(key("k%04d".formatted(i)), new byte[i * 10]));
    mine.write(batch);
    assertThat(mine.scan(ALL).map(entry -> new String(entry.key(), UTF_8)).toList())
        .containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj("k%04d"::formatted).toList());
    assertThat(mine.scan(key("k0"), key("k0500"))).hasSize(500);
    assertThat(mine.scan(key("k05"), key("k0"))).hasSize(100);
  }

  @Test
  void put_newNode_choosesTheHighestRankingForGood() throws Exception {
    Rig rig = impatient();
    FakeDatastore low = rig.add("low", 1);
    FakeDatastore high = rig.add("high", 2);
    rig.datastores.open("pins").put(key("a"), key("1"));
    assertThat(high.writes()).isEqualTo(1);
    assertThat(Files.readString(rig.choice)).isEqualTo("high\n");
    rig.add("higher", 3);
    rig.datastores.open("pins").put(key("b"), key("1"));
    assertThat(high.writes()).isEqualTo(2);
    assertThat(low.writes()).isZero();
    assertThat(rig.datastores.list())
        .extracting(DatastoreInfo::name)
        .containsExactly("high", "higher", "low");
    assertThat(rig.datastores.list())
        .extracting(DatastoreInfo::inUse)
        .containsExactly(true, false, false);
  }

  @Test
  void get_newNode_choosesNothing() {
    Rig rig = impatient();
    rig.add("one", 0);
    assertThat(rig.datastores.open("pins").has(key("a"))).isFalse();
    assertThat(rig.choice).doesNotExist();
  }

  @Test
  void get_storeInUseIsNotThere_neverAsksAnother() throws Exception {
    Files.writeString(home.resolve("datastore"), "mvstore\n");
    Rig rig = impatient();
    rig.add("memory", 1000);
    assertThatThrownBy(() -> rig.datastores.open("pins").get(key("a")))
        .isInstanceOf(ServiceMissingException.class)
        .hasMessageContaining("mvstore")
        .hasMessageContaining(rig.choice.toString())
        .hasMessageContaining("feature:install helia-datastore-mvstore");
    assertThatThrownBy(() -> rig.datastores.open("pins").put(key("a"), key("1")))
        .isInstanceOf(ServiceMissingException.class);
  }

  @Test
  void get_storeInUseComesLater_isWaitedFor() throws Exception {
    Files.writeString(home.resolve("datastore"), "late\n");
    Rig rig = rig(Duration.ofSeconds(60));
    rig.add("memory", 1000);
    FakeDatastore late = new FakeDatastore("late");
    Thread arrival = new Thread(() -> rig.add(late, "late", 0));
    arrival.start();
    rig.datastores.open("pins").put(key("a"), key("1"));
    arrival.join();
    assertThat(late.writes()).isEqualTo(1);
  }

  @Test
  void open_unusableChoice_saysWhatItMustBe() throws Exception {
    Files.writeString(home.resolve("datastore"), " \n");
    assertThatThrownBy(this::impatient)
        .isInstanceOf(DatastoreException.class)
        .hasMessageContaining("must name the datastore in use")
        .hasMessageContaining("empty");
  }

  @Test
  void migrate_everything_isCopiedAndUsedFromThenOn() throws Exception {
    Rig rig = impatient();
    FakeDatastore from = rig.add("from", 1);
    Datastore pins = rig.datastores.open("pins");
    DatastoreBatch batch = new DatastoreBatch();
    IntStream.range(0, 1000).forEach(i -> batch.put(key("k%04d".formatted(i)), key("v" + i)));
    pins.write(batch);
    FakeDatastore to = rig.add("to", 0);
    to.put(key("leftover"), key("x"));
    DatastoreMigration report = rig.datastores.migrate("from", "to", Progress.NONE);
    assertThat(report.entries()).isEqualTo(1000);
    assertThat(Files.readString(rig.choice)).isEqualTo("to\n");
    rig.remove(from);
    from.close();
    assertThat(pins.scan(ALL)).hasSize(1000);
    assertThat(to.scan(ALL)).hasSize(1000);
    pins.put(key("new"), key("1"));
    assertThat(new Rig(home, Duration.ZERO).datastores).isNotNull();
    assertThat(to.scan(ALL)).hasSize(1001);
  }

  @Test
  void migrate_writesOnTheWay_areInTheTarget() throws Exception {
    Rig rig = impatient();
    rig.add("from", 1);
    Datastore pins = rig.datastores.open("pins");
    for (int i = 0; i < 1000; i++) {
      pins.put(key("k%04d".formatted(i)), key("old"));
    }
    FakeDatastore to = rig.add("to", 0);
    int[] pages = {0};
    rig.datastores.migrate(
        "from",
        "to",
        (entries, bytes) -> {
          pages[0]++;
          pins.put(key("k%04d".formatted(pages[0])), key("new" + pages[0]));
          pins.delete(key("k%04d".formatted(999 - pages[0])));
          pins.put(key("z" + pages[0]), key("added"));
        });
    assertThat(pages[0]).isGreaterThan(2);
    assertThat(pins.scan(ALL)).hasSize(1000);
    assertThat(pins.get(key("k0001"))).hasValue(key("new1"));
    assertThat(pins.has(key("k0998"))).isFalse();
    assertThat(pins.get(key("z3"))).hasValue(key("added"));
    assertThat(to.scan(ALL)).hasSize(1000);
  }

  @Test
  void migrate_targetFails_leavesTheSourceInUse() throws Exception {
    Rig rig = impatient();
    rig.add("from", 1);
    FakeDatastore to = rig.add("to", 0);
    Datastore pins = rig.datastores.open("pins");
    pins.put(key("a"), key("1"));
    assertThatThrownBy(
            () ->
                rig.datastores.migrate(
                    "from",
                    "to",
                    (entries, bytes) -> {
                      to.breakWrites("disk on fire");
                      pins.put(key("b"), key("2"));
                    }))
        .isInstanceOf(DatastoreException.class)
        .hasMessageContaining("disk on fire");
    assertThat(Files.readString(rig.choice)).isEqualTo("from\n");
    assertThat(pins.scan(ALL)).hasSize(2);
    pins.put(key("c"), key("3"));
  }

  @Test
  void migrate_wrongNames_saysWhichThereAre() {
    Rig rig = impatient();
    rig.add("one", 2);
    rig.add("two", 1);
    rig.datastores.open("x").put(key("a"), key("1"));
    assertRefused(rig, "one", "one", "itself");
    assertRefused(rig, "one", "three", "no datastore is named three; present are one, two");
    assertRefused(rig, "two", "one", "datastore two is not in use, one is");
  }

  private static void assertRefused(Rig rig, String from, String to, String why) {
    assertThatThrownBy(() -> rig.datastores.migrate(from, to, Progress.NONE))
        .isInstanceOf(DatastoreException.class)
        .hasMessageContaining(why);
  }

  private static byte[] key(String text) {
    return text.getBytes(UTF_8);
  }
}

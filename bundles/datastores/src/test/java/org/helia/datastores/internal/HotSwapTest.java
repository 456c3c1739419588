package org.helia.datastores.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreEntry;
import org.helia.testkit.concurrent.Background;
import org.helia.testkit.store.FakeDatastore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores are updated and replaced while many threads use them: no call fails, nothing is lost. */
class HotSwapTest {
  private static final int THREADS = 4;
  private static final Duration PATIENT = Duration.ofSeconds(60);

  @TempDir Path home;

  private final Map<String, String> expected = new ConcurrentHashMap<>();

  @Test
  void migrate_underLoad_failsNoCallAndLosesNothing() throws Exception {
    Rig rig = new Rig(home, PATIENT);
    FakeDatastore now = rig.add("store0", 0);
    Datastore pins = rig.datastores.open("pins");
    try (Background users = Background.repeat(THREADS, thread -> use(pins, thread))) {
      for (int round = 1; round <= 10; round++) {
        FakeDatastore next = rig.add("store" + round, round % 2);
        rig.datastores.migrate("store" + (round - 1), "store" + round, Progress.NONE);
        rig.remove(now);
        now.close();
        now = next;
        assertThat(users.isWell()).isTrue();
      }
    }
    assertHasExactly(pins);
  }

  @Test
  void update_underLoad_failsNoCallAndLosesNothing() throws Exception {
    Rig rig = new Rig(home, PATIENT);
    FakeDatastore content = new FakeDatastore("content");
    Lid lid = new Lid(content);
    rig.add(lid, "store", 0);
    rig.add("other", 10);
    Datastore pins = rig.datastores.open("pins");
    rig.datastores.open("pins").put(key("first"), key("0"));
    expected.put("first", "0");
    String inUse = rig.datastores.list().get(0).name();
    assertThat(inUse).isEqualTo("other");
    rig.datastores.migrate("other", "store", Progress.NONE);
    try (Background users = Background.repeat(THREADS, thread -> use(pins, thread))) {
      for (int round = 0; round < 50; round++) {
        rig.remove(lid);
        lid.close();
        lid = new Lid(content);
        rig.add(lid, "store", 0);
        assertThat(users.isWell()).isTrue();
      }
    }
    assertHasExactly(pins);
  }

  private void use(Datastore pins, int thread) {
    String mine = "t" + thread + "-" + (System.nanoTime() & 63);
    String value = Long.toString(System.nanoTime());
    pins.write(new DatastoreBatch().put(key(mine), key(value)).put(key(mine + "'"), key(value)));
    expected.put(mine, value);
    expected.put(mine + "'", value);
    assertThat(pins.get(key(mine))).hasValue(key(value));
    try (Stream<DatastoreEntry> entries = pins.scan(key("t" + thread))) {
      assertThat(entries.map(entry -> new String(entry.key(), UTF_8))).contains(mine, mine + "'");
    }
  }

  private void assertHasExactly(Datastore pins) {
    try (Stream<DatastoreEntry> entries = pins.scan(new byte[0])) {
      Map<String, String> there = new ConcurrentHashMap<>();
      entries.forEach(
          entry -> there.put(new String(entry.key(), UTF_8), new String(entry.value(), UTF_8)));
      assertThat(there).isEqualTo(expected);
    }
  }

  private static byte[] key(String text) {
    return text.getBytes(UTF_8);
  }
}

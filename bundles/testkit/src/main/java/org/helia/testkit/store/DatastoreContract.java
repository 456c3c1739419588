package org.helia.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.helia.api.HeliaException;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreClosedException;
import org.helia.api.store.DatastoreEntry;
import org.helia.testkit.concurrent.Background;
import org.helia.testkit.concurrent.Together;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link Datastore} promises. Extend it in a test class; a store that keeps its entries passes
 * {@link DurableDatastoreContract}, too.
 */
@Timeout(DatastoreContract.MAX_SECONDS)
public abstract class DatastoreContract {
  /** How long one test may take, in seconds: long enough for a slow disk. */
  static final int MAX_SECONDS = 120;

  private static final byte[] NONE = {};

  private boolean isOpen;

  @SuppressWarnings("NullAway.Init")
  private Datastore store;

  /**
   * A new, empty store with room for at least 64 MiB, ready for use.
   *
   * @throws Exception fails the test
   */
  protected abstract Datastore open() throws Exception;

  /**
   * Closes a store as its component's deactivation does, also while calls are in it. Called once
   * for each that was opened.
   *
   * @throws Exception fails the test
   */
  protected abstract void close(Datastore opened) throws Exception;

  @BeforeEach
  final void openStore() throws Exception {
    store = open();
    isOpen = true;
  }

  @AfterEach
  final void closeStore() throws Exception {
    if (isOpen) {
      isOpen = false;
      close(store);
    }
  }

  @Test
  void get_absent_isEmpty() {
    assertThat(store.get(key("a"))).isEmpty();
    assertThat(store.has(key("a"))).isFalse();
  }

  @Test
  void delete_absent_changesNothing() {
    store.put(key("b"), key("1"));
    store.delete(key("a"));
    assertThat(listed()).containsExactly("b=1");
  }

  @Test
  void put_presentKey_replacesTheValue() {
    store.put(key("a"), key("1"));
    store.put(key("a"), key("22"));
    assertThat(store.get(key("a")))
        .hasValueSatisfying(value -> assertThat(value).isEqualTo(key("22")));
    assertThat(listed()).containsExactly("a=22");
  }

  @Test
  void delete_present_removesIt() {
    store.put(key("a"), key("1"));
    store.put(key("b"), key("2"));
    store.delete(key("a"));
    assertThat(store.has(key("a"))).isFalse();
    assertThat(listed()).containsExactly("b=2");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 4096, 65_536, Datastore.MAX_VALUE_BYTES})
  void put_anyValueSize_isReadBack(int size) {
    byte[] value = random(size, size);
    store.put(key("a"), value);
    assertThat(store.get(key("a"))).hasValueSatisfying(got -> assertThat(got).isEqualTo(value));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, Datastore.MAX_KEY_BYTES})
  void put_anyKeySize_isReadBack(int size) {
    byte[] key = random(size, size);
    store.put(key, key("x"));
    assertThat(store.get(key)).hasValueSatisfying(got -> assertThat(got).isEqualTo(key("x")));
    assertThat(scan(NONE, NONE)).containsExactly(new DatastoreEntry(key, key("x")));
  }

  @Test
  void scan_manyEntries_areInUnsignedOrder() {
    TreeMap<byte[], byte[]> expected = new TreeMap<>(Arrays::compareUnsigned);
    Random random = new Random(1);
    DatastoreBatch batch = new DatastoreBatch();
    for (int i = 0; i < 3000; i++) {
      byte[] key = new byte[1 + random.nextInt(4)];
      random.nextBytes(key);
      byte[] value = Integer.toString(i).getBytes(UTF_8);
      expected.put(key, value);
      batch.put(key, value);
    }
    store.write(batch);
    assertThat(scan(NONE, NONE)).containsExactlyElementsOf(entries(expected));
    byte[] from = {(byte) 0x80};
    assertThat(scan(NONE, from)).containsExactlyElementsOf(entries(expected.tailMap(from)));
    for (int first = 0; first < 256; first++) {
      byte[] prefix = {(byte) first};
      assertThat(scan(prefix, NONE))
          .containsExactlyElementsOf(
              entries(expected).stream().filter(entry -> entry.key()[0] == prefix[0]).toList());
    }
  }

  @Test
  void scan_prefixAndFrom_meetBoth() {
    for (String key : List.of("a", "b", "ba", "bb", "bba", "bc", "c")) {
      store.put(key(key), key("1"));
    }
    assertThat(keys("b", "")).containsExactly("b", "ba", "bb", "bba", "bc");
    assertThat(keys("b", "bb")).containsExactly("bb", "bba", "bc");
    assertThat(keys("b", "bbb")).containsExactly("bc");
    assertThat(keys("bb", "a")).containsExactly("bb", "bba");
    assertThat(keys("b", "c")).isEmpty();
    assertThat(keys("d", "")).isEmpty();
  }

  @Test
  void scan_entriesChangeOnTheWay_othersAreAllSeen() {
    DatastoreBatch batch = new DatastoreBatch();
    IntStream.range(0, 2000).forEach(i -> batch.put(key("k%04d".formatted(i)), key("1")));
    store.write(batch);
    int seen = 0;
    try (Stream<DatastoreEntry> entries = store.scan(NONE)) {
      for (Iterator<DatastoreEntry> each = entries.iterator(); each.hasNext(); seen++) {
        store.delete(each.next().key());
      }
    }
    assertThat(seen).isEqualTo(2000);
    assertThat(listed()).isEmpty();
  }

  @Test
  void scan_closedEarlyManyTimes_leavesTheStoreUsable() {
    IntStream.range(0, 300).forEach(i -> store.put(key("k" + i), key("1")));
    for (int i = 0; i < 500; i++) {
      try (Stream<DatastoreEntry> entries = store.scan(NONE)) {
        assertThat(entries.iterator().next()).isNotNull();
      }
    }
    assertThat(listed()).hasSize(300);
  }

  @Test
  void write_batch_makesAllChangesInOrder() {
    store.put(key("old"), key("1"));
    store.write(
        new DatastoreBatch()
            .put(key("a"), key("1"))
            .put(key("b"), key("2"))
            .delete(key("a"))
            .delete(key("old"))
            .put(key("b"), key("3"))
            .delete(key("c"))
            .put(key("c"), key("4")));
    assertThat(listed()).containsExactly("b=3", "c=4");
  }

  @Test
  void write_emptyBatch_succeeds() {
    store.write(new DatastoreBatch());
    assertThat(listed()).isEmpty();
  }

  @Test
  void write_manyThreads_keepsEveryEntry() throws Exception {
    Together.run(
        8,
        thread -> {
          for (int i = 0; i < 50; i++) {
            String key = thread + "-" + i;
            store.write(
                new DatastoreBatch().put(key("x" + key), key("1")).put(key("y" + key), key("2")));
            assertThat(store.has(key("x" + key))).isTrue();
          }
        });
    assertThat(listed()).hasSize(800);
  }

  @Test
  void scan_whileOthersWrite_seesWhatStays() throws Exception {
    IntStream.range(0, 500).forEach(i -> store.put(key("s%03d".formatted(i)), key("1")));
    try (Background writers =
        Background.repeat(
            2,
            thread -> {
              store.put(key("s%03d-%d".formatted(thread * 100, thread)), random(9, 500));
              store.delete(key("s%03d-%d".formatted(thread * 100, thread)));
            })) {
      for (int i = 0; i < 20; i++) {
        assertThat(keys("s", "").stream().filter(key -> key.length() == 4)).hasSize(500);
      }
      assertThat(writers.isWell()).isTrue();
    }
  }

  @Test
  void anyCall_threadIsInterrupted_leavesTheStoreUsable() {
    store.put(key("a"), key("1"));
    for (ThrowingCallable call : everyCall(store)) {
      Thread.currentThread().interrupt();
      try {
        call.call();
      } catch (Throwable e) {
        assertThat(e).isInstanceOf(HeliaException.class);
      } finally {
        Thread.interrupted();
      }
    }
    store.put(key("a"), key("2"));
    store.delete(key("z"));
    assertThat(listed()).containsExactly("a=2");
  }

  @Test
  void anyCall_closedStore_throwsDatastoreClosed() throws Exception {
    store.put(key("a"), key("1"));
    closeStore();
    for (ThrowingCallable call : everyCall(store)) {
      assertThatThrownBy(call).isInstanceOf(DatastoreClosedException.class);
    }
  }

  private static List<ThrowingCallable> everyCall(Datastore store) {
    return List.of(
        () -> store.get(key("a")),
        () -> store.has(key("a")),
        () -> store.put(key("z"), key("1")),
        () -> store.write(new DatastoreBatch().put(key("z"), key("2"))),
        () -> store.delete(key("z")),
        () -> store.scan(NONE).close());
  }

  private static byte[] key(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] random(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static List<DatastoreEntry> entries(SortedMap<byte[], byte[]> map) {
    return map.entrySet().stream()
        .map(entry -> new DatastoreEntry(entry.getKey(), entry.getValue()))
        .toList();
  }

  private List<DatastoreEntry> scan(byte[] prefix, byte[] from) {
    try (Stream<DatastoreEntry> entries = store.scan(prefix, from)) {
      return entries.toList();
    }
  }

  private List<String> keys(String prefix, String from) {
    return scan(key(prefix), key(from)).stream()
        .map(entry -> new String(entry.key(), UTF_8))
        .toList();
  }

  private List<String> listed() {
    return scan(NONE, NONE).stream()
        .map(entry -> new String(entry.key(), UTF_8) + "=" + new String(entry.value(), UTF_8))
        .toList();
  }
}

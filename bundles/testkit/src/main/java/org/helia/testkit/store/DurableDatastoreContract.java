package org.helia.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a datastore promises that keeps its entries from one start to the next. Extend it in a test
 * class. What survives a power failure only a test of your own can show.
 */
@Timeout(DatastoreContract.MAX_SECONDS)
public abstract class DurableDatastoreContract {
  /**
   * Opens the store of this test: an empty one at first, then with what is in it. Each test has a
   * store of its own.
   *
   * @throws Exception fails the test
   */
  protected abstract Datastore open() throws Exception;

  /**
   * Closes it as its component's deactivation does.
   *
   * @throws Exception fails the test
   */
  protected abstract void close(Datastore opened) throws Exception;

  @Test
  void reopen_entries_areThere() throws Exception {
    Datastore first = open();
    DatastoreBatch batch = new DatastoreBatch();
    for (int i = 0; i < 1000; i++) {
      batch.put(bytes("k%03d".formatted(i)), bytes("v" + i));
    }
    first.write(batch);
    first.put(bytes("single"), bytes("value"));
    close(first);
    List<String> there = reopened();
    assertThat(there).hasSize(1001).contains("k000=v0", "k999=v999", "single=value");
  }

  @Test
  void reopen_deletedAndReplacedEntries_stayAsTheyWere() throws Exception {
    Datastore first = open();
    first.write(
        new DatastoreBatch()
            .put(bytes("a"), bytes("1"))
            .put(bytes("b"), bytes("1"))
            .put(bytes("c"), bytes("1")));
    first.delete(bytes("a"));
    first.put(bytes("b"), bytes("2"));
    close(first);
    assertThat(reopened()).containsExactly("b=2", "c=1");
  }

  @Test
  void reopen_manyTimes_keepsGrowing() throws Exception {
    for (int i = 0; i < 10; i++) {
      Datastore store = open();
      store.put(bytes("k" + i), bytes("v"));
      close(store);
    }
    assertThat(reopened()).hasSize(10);
  }

  private List<String> reopened() throws Exception {
    Datastore again = open();
    try (Stream<DatastoreEntry> entries = again.scan(new byte[0])) {
      return entries
          .map(entry -> new String(entry.key(), UTF_8) + "=" + new String(entry.value(), UTF_8))
          .toList();
    } finally {
      close(again);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}

package org.helia.datastore.memory.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreFullException;
import org.helia.testkit.store.DatastoreContract;
import org.junit.jupiter.api.Test;

class MemoryDatastoreTest extends DatastoreContract {
  private static final int ENTRY = MemoryDatastore.OVERHEAD_BYTES + 1 + 10;

  @Override
  protected Datastore open() {
    return new MemoryDatastore(100 << 20);
  }

  @Override
  protected void close(Datastore opened) {
    ((MemoryDatastore) opened).close();
  }

  @Test
  void write_fullStore_isRefusedWithTheNumbersAndChangesNothing() {
    MemoryDatastore store = new MemoryDatastore(2 * ENTRY + 5);
    store.put(key("a"), new byte[10]);
    assertThatThrownBy(
            () ->
                store.write(
                    new DatastoreBatch()
                        .put(key("b"), new byte[10])
                        .put(key("c"), new byte[10])
                        .delete(key("x"))))
        .isInstanceOf(DatastoreFullException.class)
        .hasMessageContaining("3 changes need 278 bytes, 144 of 283 are free");
    assertThat(store.has(key("b"))).isFalse();
    store.write(new DatastoreBatch().delete(key("a")).put(key("b"), new byte[10]));
    store.put(key("c"), new byte[10]);
    assertThat(store.has(key("c"))).isTrue();
  }

  @Test
  void put_sameKeyAgainAndAgain_takesTheRoomOfOne() {
    MemoryDatastore store = new MemoryDatastore(ENTRY);
    for (int i = 0; i < 100; i++) {
      store.put(key("a"), new byte[10]);
    }
    store.delete(key("a"));
    store.put(key("b"), new byte[10]);
    assertThat(store.has(key("b"))).isTrue();
  }

  @Test
  void open_negativeLimit_namesTheOption() {
    assertThatThrownBy(() -> new MemoryDatastore(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxBytes")
        .hasMessageContaining("-1");
  }

  private static byte[] key(String text) {
    return text.getBytes(UTF_8);
  }
}

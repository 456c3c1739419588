package org.helia.gc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.helia.api.gc.BlockRoots;
import org.helia.api.gc.MissingRootsException;
import org.helia.platform.PluginFamily;
import org.helia.platform.Plugins;
import org.helia.testkit.store.FakeDatastore;
import org.junit.jupiter.api.Test;

class OwnersTest {
  private final Plugins<BlockRoots> plugins =
      new Plugins<>(PluginFamily.of("owner of roots", "helia-pins"));
  private final FakeDatastore store = new FakeDatastore("fake");

  @Test
  void requireAll_oneIsMissing_namesIt() {
    Owners owners = new Owners(plugins, store, () -> Set.of("pins"));

    assertThatExceptionOfType(MissingRootsException.class)
        .isThrownBy(owners::requireAll)
        .satisfies(e -> assertThat(e.owners()).containsExactly("pins"));
  }

  @Test
  void requireAll_theMissingOneComesAtTheLastMoment_isContent() {
    AtomicInteger asked = new AtomicInteger();
    Owners owners =
        new Owners(plugins, store, () -> asked.getAndIncrement() == 0 ? Set.of("pins") : Set.of());

    owners.requireAll();

    assertThat(asked).hasValueGreaterThan(1);
  }
}

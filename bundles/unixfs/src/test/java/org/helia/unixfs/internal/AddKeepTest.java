package org.helia.unixfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.AddedEntry;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a listener may record what it wants to keep. */
class AddKeepTest {
  private final FakeBlocks blocks = new FakeBlocks();
  private final UnixFsComponent unixFs = new UnixFsComponent(blocks, new FakeHashers());

  @AfterEach
  void close() {
    unixFs.close();
    assertThat(blocks.openWriters()).isZero();
  }

  /** What it does with the roots. */
  private interface Keeper extends AddListener {
    @Override
    default void added(AddedEntry entry) {}

    @Override
    void stored(List<AddedEntry> roots);
  }

  private List<AddedEntry> add(AddOptions options, Keeper keeper) {
    AddSource source = AddSource.stream("file", new ByteArrayInputStream(Contents.bytes(3000)));
    return unixFs.addAll(List.of(source), options, keeper);
  }

  @Test
  void add_stored_isToldOnceWhileTheDurableBlocksAreProtected() {
    List<AddedEntry> told = new ArrayList<>();

    List<AddedEntry> roots =
        add(
            AddOptions.DEFAULTS,
            stored -> {
              told.addAll(stored);
              assertThat(blocks.openWriters()).isOne();
              assertThat(blocks.store().unsynced()).isEmpty();
            });

    assertThat(told).isEqualTo(roots).hasSize(1);
  }

  @Test
  void add_onlyHash_storesNothingAndTellsNothing() {
    List<AddedEntry> told = new ArrayList<>();

    add(AddOptions.DEFAULTS.withOnlyHash(true), told::addAll);

    assertThat(told).isEmpty();
  }

  @Test
  void add_keeperFails_failsWithItsError() {
    Keeper failing =
        stored -> {
          throw new IllegalStateException("no pins");
        };

    assertThatThrownBy(() -> add(AddOptions.DEFAULTS, failing)).hasMessage("no pins");
  }
}

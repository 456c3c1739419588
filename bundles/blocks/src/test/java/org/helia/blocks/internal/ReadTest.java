package org.helia.blocks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.helia.blocks.internal.Rig.hash;
import static org.helia.blocks.internal.Rig.keep;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.helia.api.CancelledException;
import org.helia.api.ServiceMissingException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockMismatchException;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BlockstoreClosedException;
import org.helia.api.block.BlockstoreException;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.InsecureHashException;
import org.helia.api.codec.UnknownHashException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.CorruptingBlockstore;
import org.helia.testkit.block.FailingBlockstore;
import org.helia.testkit.block.FakeBlockstore;
import org.helia.testkit.block.FakeBroker;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadTest {
  private static final Block BLOCK = SampleBlocks.raw(1, 1000);
  private static final FetchOptions OFFLINE = FetchOptions.OFFLINE;

  @Test
  void get_blockInAnyStore_isReturnedWithoutCopying() {
    try (Rig rig = new Rig()) {
      rig.store("high", 10);
      keep(rig.store("low", 1), BLOCK);
      Block read = rig.blocks.get(BLOCK.cid(), OFFLINE);
      assertThat(read.cid()).isEqualTo(BLOCK.cid());
      assertThat(read.bytes()).isSameAs(BLOCK.bytes());
    }
  }

  @Test
  void get_blockInBestStore_hashesItOnceAndAsksNobodyElse() {
    try (Rig rig = new Rig()) {
      keep(rig.store("high", 10), BLOCK);
      FakeBlockstore other = new FakeBlockstore("low");
      PausingBlockstore mustNotBeAsked = new PausingBlockstore(other, false, true);
      rig.add("low", 1, mustNotBeAsked);
      rig.blocks.get(BLOCK.cid(), OFFLINE);
      assertThat(rig.hashers.digests()).isOne();
    }
  }

  @Test
  void get_absentOffline_namesWhoWasAsked() {
    try (Rig rig = new Rig()) {
      rig.store("flat", 10);
      rig.store("mem", 1);
      FakeBroker broker = new FakeBroker("net").offer(BLOCK);
      rig.broker(1, broker);
      assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid(), OFFLINE))
          .isInstanceOf(BlockNotFoundException.class)
          .hasMessageContaining(BLOCK.cid().toString())
          .hasMessageContaining("flat, mem; offline");
      assertThat(broker.asked()).isEmpty();
    }
  }

  @Test
  void get_identityCid_isAnsweredFromTheCidWithoutAnyStore() {
    try (Rig rig = new Rig()) {
      byte[] content = {1, 2, 3};
      Cid cid = Cid.v1(Multicodec.RAW, Multihash.of(Multicodec.IDENTITY, content));
      assertThat(rig.blocks.get(cid).bytes()).isEqualTo(content);
      assertThat(rig.blocks.has(cid)).isTrue();
      assertThat(rig.blocks.size(cid)).hasValue(3);
      assertThat(rig.blocks.delete(cid)).isFalse();
    }
  }

  @Test
  void get_oversizedIdentityCid_isRefused() {
    try (Rig rig = new Rig()) {
      rig.store("flat", 1);
      byte[] multihash = ByteBuffer.allocate(132).put(0, new byte[] {0, (byte) 129, 1}).array();
      Cid cid = Cid.v1(Multicodec.RAW, Multihash.fromBytes(multihash));
      assertThatThrownBy(() -> rig.blocks.get(cid)).isInstanceOf(InsecureHashException.class);
      assertThat(rig.blocks.has(cid)).isFalse();
      assertThatThrownBy(() -> rig.blocks.put(Block.of(cid, new byte[129])))
          .isInstanceOf(InsecureHashException.class);
    }
  }

  @Test
  void get_unknownHash_isRefusedBeforeAnybodyIsAsked() {
    try (Rig rig = new Rig()) {
      Multihash hash = Multihash.of(Multicodec.BLAKE3, new byte[32]);
      rig.store("flat", 1).put(hash, BLOCK.bytes());
      FakeBroker broker = new FakeBroker("net");
      rig.broker(1, broker);
      assertThatThrownBy(() -> rig.blocks.get(Cid.v1(Multicodec.RAW, hash)))
          .isInstanceOf(UnknownHashException.class);
      assertThat(broker.asked()).isEmpty();
    }
  }

  @Test
  void get_digestTooShortToBeTrusted_isRefusedBeforeAnybodyIsAsked() {
    try (Rig rig = new Rig()) {
      Multihash hash = Multihash.of(Multicodec.SHA2_256, new byte[19]);
      FakeBroker broker = new FakeBroker("net");
      rig.broker(1, broker);
      assertThatThrownBy(() -> rig.blocks.get(Cid.v1(Multicodec.RAW, hash)))
          .isInstanceOf(InsecureHashException.class);
      assertThat(broker.asked()).isEmpty();
    }
  }

  @Test
  void get_bestStoreFails_isServedByTheNext() {
    try (Rig rig = new Rig()) {
      FailingBlockstore broken = new FailingBlockstore("worn", new FakeBlockstore("worn"));
      broken.broken(FailingBlockstore.Call.GET);
      rig.add("worn", 10, broken);
      keep(rig.store("sound", 1), BLOCK);
      assertThat(rig.blocks.get(BLOCK.cid(), OFFLINE)).isEqualTo(BLOCK);
    }
  }

  @Test
  void get_onlyHolderFails_notFoundCarriesTheCause() {
    try (Rig rig = new Rig()) {
      FailingBlockstore broken = new FailingBlockstore("worn", new FakeBlockstore("worn"));
      broken.broken(FailingBlockstore.Call.GET);
      rig.add("worn", 10, broken);
      assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid(), OFFLINE))
          .isInstanceOf(BlockNotFoundException.class)
          .hasMessageContaining("worn (failed)")
          .satisfies(
              error ->
                  assertThat(error.getSuppressed())
                      .hasOnlyElementsOfType(BlockstoreException.class));
    }
  }

  @Test
  void get_closedStore_isPassedOver() {
    try (Rig rig = new Rig()) {
      FakeBlockstore closed = rig.store("closed", 10);
      closed.close();
      keep(rig.store("open", 1), BLOCK);
      assertThat(rig.blocks.get(BLOCK.cid(), OFFLINE)).isEqualTo(BLOCK);
    }
  }

  @Test
  void get_corruptCopyAndRightOneBelow_returnsTheRightAndHeals() {
    try (Rig rig = new Rig()) {
      CorruptingBlockstore bad = corrupt(rig, "bad", 10);
      keep(rig.store("good", 1), BLOCK);
      assertThat(rig.blocks.get(BLOCK.cid(), OFFLINE).bytes()).isEqualTo(BLOCK.bytes());
      assertThat(bad.isDamaged(hash(BLOCK))).isFalse();
      assertThat(bad.get(hash(BLOCK)).orElseThrow()).isEqualTo(BLOCK.bytes());
    }
  }

  @Test
  void get_corruptCopyAndRightOneOutside_returnsTheRightAndHeals() {
    try (Rig rig = new Rig()) {
      CorruptingBlockstore bad = corrupt(rig, "bad", 10);
      rig.broker(1, new FakeBroker("net").offer(BLOCK));
      assertThat(rig.blocks.get(BLOCK.cid()).bytes()).isEqualTo(BLOCK.bytes());
      assertThat(bad.get(hash(BLOCK)).orElseThrow()).isEqualTo(BLOCK.bytes());
    }
  }

  @Test
  void get_onlyCopyIsCorrupt_namesTheStoreAndKeepsIt() {
    try (Rig rig = new Rig()) {
      CorruptingBlockstore bad = corrupt(rig, "bad", 10);
      rig.store("empty", 20);
      rig.broker(1, new FakeBroker("net"));
      assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid()))
          .isInstanceOf(BlockMismatchException.class)
          .hasMessageContaining("blockstore bad")
          .hasMessageContaining(BLOCK.cid().toString());
      assertThat(bad.has(hash(BLOCK))).isTrue();
    }
  }

  @Test
  void get_corruptStoreCannotBeHealed_returnsTheRightCopy() {
    try (Rig rig = new Rig()) {
      CorruptingBlockstore bad = new CorruptingBlockstore(new FakeBlockstore("bad"));
      keep(bad, BLOCK);
      bad.flipBit(hash(BLOCK));
      FailingBlockstore readOnly = new FailingBlockstore("bad", bad);
      readOnly.broken(FailingBlockstore.Call.DELETE, FailingBlockstore.Call.PUT);
      rig.add("bad", 10, readOnly);
      keep(rig.store("good", 1), BLOCK);
      assertThat(rig.blocks.get(BLOCK.cid(), OFFLINE).bytes()).isEqualTo(BLOCK.bytes());
    }
  }

  @Test
  void get_verifyOnReadIsOff_returnsWhatTheStoreHas() {
    try (Rig rig = new Rig(new Settings(false, Rig.SHORT, Rig.LONG, Rig.SHORT, 32, 256))) {
      corrupt(rig, "bad", 10);
      assertThat(rig.blocks.get(BLOCK.cid(), OFFLINE).bytes()).isNotEqualTo(BLOCK.bytes());
      assertThat(rig.hashers.digests()).isZero();
    }
  }

  private static CorruptingBlockstore corrupt(Rig rig, String name, int ranking) {
    CorruptingBlockstore store = new CorruptingBlockstore(new FakeBlockstore(name));
    keep(store, BLOCK);
    store.flipBit(hash(BLOCK));
    rig.add(name, ranking, store);
    return store;
  }

  @Test
  void get_noStore_saysWhichFeatureToInstall() {
    try (Rig rig = new Rig()) {
      assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid()))
          .isInstanceOf(ServiceMissingException.class)
          .hasMessageContaining("blockstore")
          .hasMessageContaining("helia-blockstore-flatfs");
    }
  }

  @Test
  void get_noStoreYet_waitsForTheFirst() throws Exception {
    try (Rig rig = new Rig(Rig.LONG)) {
      CompletableFuture<Block> reading =
          CompletableFuture.supplyAsync(() -> rig.blocks.get(BLOCK.cid(), OFFLINE));
      FakeBlockstore store = new FakeBlockstore("late");
      keep(store, BLOCK);
      rig.add("late", 1, store);
      assertThat(reading.get()).isEqualTo(BLOCK);
    }
  }

  @Test
  void get_storeIsUpdatedMeanwhile_waitsForItToComeBack() throws Exception {
    try (Rig rig = new Rig(Rig.LONG)) {
      rig.store("other", 20);
      FakeBlockstore before = rig.store("flat", 10);
      keep(before, BLOCK);
      rig.remove(before);
      CompletableFuture<Block> reading =
          CompletableFuture.supplyAsync(() -> rig.blocks.get(BLOCK.cid(), OFFLINE));
      CompletableFuture<Boolean> asking =
          CompletableFuture.supplyAsync(() -> rig.blocks.has(BLOCK.cid()));
      FakeBlockstore after = new FakeBlockstore("flat");
      keep(after, BLOCK);
      rig.add("flat", 10, after);
      assertThat(reading.get()).isEqualTo(BLOCK);
      assertThat(asking.get()).isTrue();
    }
  }

  @Test
  void get_storeCameBack_absentBlockIsToldAtOnce() {
    try (Rig rig = new Rig(Rig.LONG)) {
      rig.remove(rig.store("flat", 10));
      rig.store("flat", 10);
      assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid(), OFFLINE))
          .isInstanceOf(BlockNotFoundException.class);
      assertThat(rig.blocks.has(BLOCK.cid())).isFalse();
    }
  }

  @Test
  void get_timeoutShorterThanGrace_isKept() {
    try (Rig rig = new Rig(Duration.ofMinutes(5))) {
      FetchOptions hurried = OFFLINE.withTimeout(Rig.SHORT);
      assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid(), hurried))
          .isInstanceOf(ServiceMissingException.class);
      rig.store("stays", 1);
      rig.remove(rig.store("leaves", 2));
      assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid(), hurried))
          .isInstanceOf(BlockNotFoundException.class);
    }
  }

  @Test
  void get_interruptedWhileItWaits_isCancelled() {
    try (Rig rig = new Rig(Rig.LONG)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid())).isInstanceOf(CancelledException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void get_interruptedInAStore_isCancelledNotPassedOver() throws Exception {
    try (Rig rig = new Rig()) {
      PausingBlockstore slow = new PausingBlockstore(new FakeBlockstore("slow"), false, true);
      rig.add("slow", 10, slow);
      keep(rig.store("other", 1), BLOCK);
      CompletableFuture<Throwable> outcome = new CompletableFuture<>();
      Thread reader =
          new Thread(
              () -> {
                try {
                  rig.blocks.get(BLOCK.cid(), OFFLINE);
                  outcome.complete(new AssertionError("was not cancelled"));
                } catch (RuntimeException e) {
                  outcome.complete(e);
                }
              });
      reader.start();
      slow.awaitGet();
      reader.interrupt();
      assertThat(outcome.get()).isInstanceOf(CancelledException.class);
    }
  }

  @Test
  void hasAndSize_blockInAnyStore() {
    try (Rig rig = new Rig()) {
      rig.store("high", 10);
      keep(rig.store("low", 1), BLOCK);
      assertThat(rig.blocks.has(BLOCK.cid())).isTrue();
      assertThat(rig.blocks.size(BLOCK.cid())).hasValue(1000);
      assertThat(rig.blocks.size(SampleBlocks.raw(2, 10).cid())).isEmpty();
    }
  }

  @Test
  void hasAndSize_absentAndOneStoreFails_throwRatherThanDeny() {
    try (Rig rig = new Rig()) {
      FailingBlockstore broken = new FailingBlockstore("worn", new FakeBlockstore("worn"));
      broken.broken(FailingBlockstore.Call.SIZE);
      rig.add("worn", 10, broken);
      FakeBlockstore sound = rig.store("sound", 1);
      assertThatThrownBy(() -> rig.blocks.has(BLOCK.cid())).isInstanceOf(BlockstoreException.class);
      assertThatThrownBy(() -> rig.blocks.size(BLOCK.cid()))
          .isInstanceOf(BlockstoreException.class);
      keep(sound, BLOCK);
      assertThat(rig.blocks.has(BLOCK.cid())).isTrue();
    }
  }

  @Test
  void has_closedStoreThatDoesNotLeave_throwsRatherThanDeny() {
    try (Rig rig = new Rig()) {
      rig.store("closed", 1).close();
      assertThatThrownBy(() -> rig.blocks.has(BLOCK.cid()))
          .isInstanceOf(BlockstoreClosedException.class);
    }
  }
}

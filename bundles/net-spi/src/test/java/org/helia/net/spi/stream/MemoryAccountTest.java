package org.helia.net.spi.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.helia.api.net.StreamResetException;
import org.helia.net.spi.contract.RecordingScope;
import org.junit.jupiter.api.Test;

class MemoryAccountTest {
  private static final int FREE = MemoryAccount.FREE;

  private final RecordingScope scope = new RecordingScope();
  private final MemoryAccount account = new MemoryAccount(scope);

  @Test
  void take_withinTheFreePart_reservesNothing() {
    scope.refuseMemory();
    assertThat(account.take(FREE)).isTrue();
    assertThat(account.take(1)).isFalse();
    account.give(1);
    assertThat(account.take(1)).isTrue();
  }

  @Test
  void take_moreThanTheFreePart_reservesAndGivesBack() {
    assertThat(account.take(FREE + 100_000)).isTrue();
    assertThat(scope.reserved()).isGreaterThanOrEqualTo(100_000);
    assertThat(account.take(100_000)).isTrue();
    account.give(100_000);
    assertThat(scope.reserved()).isBetween(100_000L, 200_000L);
    account.give(FREE);
    assertThat(scope.reserved()).isZero();
    account.give(100_000);
    assertThat(account.held()).isZero();
  }

  @Test
  void force_refusedScope_isPaidBackFirst() {
    scope.refuseMemory();
    account.force(FREE + 10);
    assertThat(account.take(1)).isFalse();
    account.give(11);
    assertThat(account.take(1)).isTrue();
    assertThat(scope.reserved()).isZero();
  }

  @Test
  void queue_fewBytes_wakesWhoWaitsWithTheFlush() {
    ReadQueue queue = new ReadQueue(Runnable::run, account);
    AtomicInteger woken = new AtomicInteger();
    queue.whenReadable(() -> false, woken::incrementAndGet);
    add(queue, 1_000);
    assertThat(woken).hasValue(0);
    queue.flush();
    assertThat(woken).hasValue(1);
  }

  @Test
  void queue_manyBytes_wakesWhoWaitsAtOnce() {
    ReadQueue queue = new ReadQueue(Runnable::run, account);
    AtomicInteger woken = new AtomicInteger();
    queue.whenReadable(() -> false, woken::incrementAndGet);
    add(queue, 200_000);
    assertThat(woken).hasValue(1);
  }

  @Test
  void queue_readAndDropped_givesAllBack() {
    ReadQueue queue = new ReadQueue(Runnable::run, account);
    add(queue, 5_000);
    add(queue, 100_000);
    assertThat(account.held()).isEqualTo(105_000);
    assertThat(queue.read(ByteBuffer.allocate(7_000), Duration.ofSeconds(1))).isEqualTo(7_000);
    assertThat(account.held()).isEqualTo(98_000);
    queue.drop(() -> new StreamResetException("as a test wants it"));
    assertThat(account.held()).isZero();
  }

  @Test
  void queue_noMemory_refuses() {
    ReadQueue first = new ReadQueue(Runnable::run, account);
    ReadQueue second = new ReadQueue(Runnable::run, account);
    scope.refuseMemory();
    assertThat(add(first, FREE)).isTrue();
    assertThat(add(second, 1)).isFalse();
    first.read(ByteBuffer.allocate(FREE), Duration.ofSeconds(1));
    assertThat(add(second, 1)).isTrue();
    second.drop(() -> new StreamResetException("as a test wants it"));
  }

  private static boolean add(ReadQueue queue, int size) {
    ByteBuf bytes = Unpooled.buffer(size).writeZero(size);
    try {
      return queue.add(bytes, size);
    } finally {
      bytes.release();
    }
  }
}

package org.helia.net.spi.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.helia.api.CancelledException;
import org.helia.api.net.ByteStream;
import org.helia.api.net.ConnectionClosedException;
import org.helia.api.net.Direction;
import org.helia.api.net.StreamResetException;
import org.helia.api.net.StreamTimeoutException;
import org.helia.net.spi.MuxedConnection;
import org.helia.net.spi.MuxedStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every muxed connection does, whatever carries it. */
public abstract class MuxedConnectionContract {
  private static final int END = -1;
  private static final int SECONDS = 60;
  private static final int MEBIBYTE = 1_024 * 1_024;

  /** Tasks that would overflow the stack if they nested. */
  private static final int MANY = 50_000;

  private static final Duration SHORT = Duration.ofMillis(50);

  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

  private Ends ends;

  /** Makes a new connection. */
  protected abstract Ends connect() throws Exception;

  /** How much a remote may have sent at most that nobody reads, with all buffers on the way. */
  protected int mostUnread() {
    return 32 * MEBIBYTE;
  }

  @BeforeEach
  final void open() throws Exception {
    ends = connect();
  }

  @AfterEach
  final void close() {
    ends.left().close();
    ends.right().close();
    ended(ends.left());
    ended(ends.right());
    assertThat(ends.leftScope().reserved()).as("memory not given back").isZero();
    assertThat(ends.rightScope().reserved()).as("memory not given back").isZero();
  }

  /** Buffers that nobody released are found when the garbage collector has found them. */
  @AfterAll
  static void leaks() {
    System.gc();
    for (int i = 0; i < 100; i++) {
      PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
      new AdaptiveByteBufAllocator().directBuffer(16).release();
    }
    ByteBufUtil.setLeakListener(null);
    assertThat(LEAKS).isEmpty();
  }

  @BeforeAll
  static void watchForLeaks() {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(records));
  }

  private Optional<Throwable> ended(MuxedConnection connection) {
    CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
    connection.onEnd(end::complete);
    return await(end);
  }

  /** The two ends of a new stream. */
  private record Both(MuxedStream left, MuxedStream right) {}

  /** Opens a stream from the left and says "hello" on it. */
  private Both stream() {
    MuxedStream left = ends.left().open();
    write(left, "hello");
    MuxedStream right = ends.rightScope().next();
    assertThat(readText(right, 5)).isEqualTo("hello");
    return new Both(left, right);
  }

  @Test
  void open_fromTheLeft_isKnownByTheSameNumber() {
    Both both = stream();

    assertThat(both.right().id()).isEqualTo(both.left().id());
    assertThat(both.left().direction()).isEqualTo(Direction.OUTBOUND);
    assertThat(both.right().direction()).isEqualTo(Direction.INBOUND);
  }

  @Test
  void open_fromTheRight_isAnsweredOnTheLeft() {
    MuxedStream right = ends.right().open();
    write(right, "hello");
    MuxedStream left = ends.leftScope().next();
    assertThat(readText(left, 5)).isEqualTo("hello");
    write(left, "there");

    assertThat(readText(right, 5)).isEqualTo("there");
  }

  @Test
  void write_tenMebibytesEachWayAtOnce_arriveAsTheyWere() {
    Both both = stream();
    CompletableFuture<Void> leftWrites = async(() -> writeRandom(both.left(), 10, 1));
    CompletableFuture<Void> rightWrites = async(() -> writeRandom(both.right(), 10, 2));
    CompletableFuture<byte[]> leftReads = async(() -> digest(both.left()));
    CompletableFuture<byte[]> rightReads = async(() -> digest(both.right()));

    await(leftWrites);
    await(rightWrites);
    assertThat(await(rightReads)).isEqualTo(digestOfRandom(10, 1));
    assertThat(await(leftReads)).isEqualTo(digestOfRandom(10, 2));
  }

  @Test
  void open_twoHundredStreamsAtOnce_eachEchoesItsOwn() {
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      MuxedStream stream = ends.left().open();
      write(stream, "%5d".formatted(i));
      answers.add(async(() -> readText(stream, 5)));
    }
    for (int i = 0; i < 200; i++) {
      MuxedStream stream = ends.rightScope().next();
      stream.whenReadable(() -> write(stream, readText(stream, 5)));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(await(answers.get(i))).isEqualTo("%5d".formatted(i));
    }
  }

  @Test
  void write_nobodyReads_waitsUntilSomebodyDoes() {
    Both both = stream();
    both.left().timeout(SHORT);
    ByteBuffer much = ByteBuffer.allocate(mostUnread());

    assertThatThrownBy(() -> both.left().write(much)).isInstanceOf(StreamTimeoutException.class);
    int sent = much.position();
    assertThat(sent).isPositive();
    both.left().timeout(Duration.ofSeconds(SECONDS));
    CompletableFuture<Void> rest = async(() -> writeAndEnd(both.left(), much));
    assertThat(countToEnd(both.right())).isEqualTo(much.capacity());
    await(rest);
  }

  @Test
  void write_nobodyReadsOneStream_othersGoOn() {
    Both stuck = stream();
    stuck.left().timeout(SHORT);
    ByteBuffer much = ByteBuffer.allocate(mostUnread());
    assertThatThrownBy(() -> stuck.left().write(much)).isInstanceOf(StreamTimeoutException.class);

    Both other = stream();
    CompletableFuture<Void> written = async(() -> writeRandom(other.left(), 4, 3));
    assertThat(digest(other.right())).isEqualTo(digestOfRandom(4, 3));
    await(written);
  }

  @Test
  void write_readOnlyBufferWithOffset_sendsWhatIsBetweenPositionAndLimit() {
    Both both = stream();
    ByteBuffer source = ByteBuffer.wrap("[there]".getBytes(UTF_8), 1, 5).asReadOnlyBuffer();
    both.left().write(source);

    assertThat(source.hasRemaining()).isFalse();
    assertThat(readText(both.right(), 5)).isEqualTo("there");
  }

  @Test
  void closeWrite_halfClosed_otherDirectionGoesOn() {
    Both both = stream();
    both.left().closeWrite();

    assertThat(both.right().read(ByteBuffer.allocate(1))).isEqualTo(END);
    write(both.right(), "there");
    assertThat(readText(both.left(), 5)).isEqualTo("there");
    assertThatThrownBy(() -> write(both.left(), "more")).isInstanceOf(StreamResetException.class);
  }

  @Test
  void close_afterWriting_remoteReadsAllOfIt() {
    Both both = stream();
    write(both.left(), "there");
    both.left().close();

    assertThat(readText(both.right(), 5)).isEqualTo("there");
    assertThat(both.right().read(ByteBuffer.allocate(1))).isEqualTo(END);
  }

  @Test
  void close_whileAnotherThreadReads_wakesIt() {
    Both both = stream();
    CompletableFuture<Integer> read = async(() -> both.left().read(ByteBuffer.allocate(1)));
    both.left().close();

    assertFails(read, StreamResetException.class);
  }

  @Test
  void reset_eitherSide_failsReadsAndWritesOnBoth() {
    Both both = stream();
    CompletableFuture<Integer> reading = async(() -> both.right().read(ByteBuffer.allocate(1)));
    both.left().reset();

    assertFails(reading, StreamResetException.class);
    assertThatThrownBy(() -> write(both.right(), "x")).isInstanceOf(StreamResetException.class);
    assertThatThrownBy(() -> write(both.left(), "x")).isInstanceOf(StreamResetException.class);
    assertThatThrownBy(() -> both.left().read(ByteBuffer.allocate(1)))
        .isInstanceOf(StreamResetException.class);
  }

  @Test
  void reset_whileAnotherThreadWrites_wakesIt() {
    Both both = stream();
    CompletableFuture<Void> writing =
        async(() -> writeAndEnd(both.left(), ByteBuffer.allocate(mostUnread())));
    assertThat(readText(both.right(), 1)).isEqualTo("\0");
    both.right().reset();

    assertFails(writing, StreamResetException.class);
  }

  @Test
  void reset_afterTheEnd_changesNothing() {
    Both both = stream();
    both.left().close();
    both.left().reset();

    assertThat(both.right().read(ByteBuffer.allocate(1))).isEqualTo(END);
  }

  @Test
  void read_nothingComes_timesOutAndTheStreamGoesOn() {
    Both both = stream();
    both.right().timeout(SHORT);

    assertThatThrownBy(() -> both.right().read(ByteBuffer.allocate(1)))
        .isInstanceOf(StreamTimeoutException.class)
        .hasMessageContaining("50 ms");
    both.right().timeout(Duration.ofSeconds(SECONDS));
    write(both.left(), "there");
    assertThat(readText(both.right(), 5)).isEqualTo("there");
  }

  @Test
  void timeout_notPositive_isRefused() {
    assertThatThrownBy(() -> stream().left().timeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void read_interruptedThread_isCancelled() {
    Both both = stream();
    CompletableFuture<Boolean> flag =
        async(
            () -> {
              Thread.currentThread().interrupt();
              assertThatThrownBy(() -> both.left().read(ByteBuffer.allocate(1)))
                  .isInstanceOf(CancelledException.class);
              return Thread.interrupted();
            });
    assertThat(await(flag)).isTrue();
  }

  @Test
  void write_interruptedWhileItWaits_isCancelled() {
    Both both = stream();
    CompletableFuture<Thread> writer = new CompletableFuture<>();
    CompletableFuture<Void> writing =
        async(
            () -> {
              writer.complete(Thread.currentThread());
              both.left().write(ByteBuffer.allocate(mostUnread()));
              return null;
            });
    await(writer).interrupt();

    assertFails(writing, CancelledException.class);
  }

  @Test
  void whenReadable_bytesCome_runsOffTheEventLoop() {
    Both both = stream();
    CompletableFuture<String> read = new CompletableFuture<>();
    both.right().whenReadable(() -> read.complete(readText(both.right(), 5)));
    write(both.left(), "there");

    assertThat(await(read)).isEqualTo("there");
  }

  @Test
  void whenReadable_endOrResetComes_runs() {
    Both ending = stream();
    CompletableFuture<Integer> end = new CompletableFuture<>();
    ending.right().whenReadable(() -> end.complete(ending.right().read(ByteBuffer.allocate(1))));
    ending.left().closeWrite();
    assertThat(await(end)).isEqualTo(END);

    Both voided = stream();
    CompletableFuture<Boolean> woken = new CompletableFuture<>();
    voided.right().whenReadable(() -> woken.complete(true));
    voided.left().reset();
    assertThat(await(woken)).isTrue();
  }

  @Test
  void whenReadable_quickEnough_wakesNoWorker() {
    Both both = stream();
    CompletableFuture<String> answered = new CompletableFuture<>();
    both.right()
        .whenReadable(
            () -> both.right().tryWrite(bytes(readText(both.right(), 5))),
            () -> answered.complete("on a worker"));
    write(both.left(), "there");

    assertThat(readText(both.left(), 5)).isEqualTo("there");
    assertThat(answered).isNotDone();
  }

  /** Each answer leaves the next task: they must not nest, or the stack would overflow. */
  @Test
  void whenReadable_manyQuickAnswersAtOnce_areAllGiven() {
    Both both = stream();
    write(both.left(), "1".repeat(MANY));
    echoEachByte(both.right());

    assertThat(readText(both.left(), MANY)).isEqualTo("1".repeat(MANY));
  }

  private void echoEachByte(MuxedStream stream) {
    ByteBuffer one = ByteBuffer.allocate(1);
    stream.whenReadable(
        () -> {
          if (stream.read(one.clear()) == END) {
            return true;
          }
          boolean written = stream.tryWrite(one.flip());
          if (written) {
            echoEachByte(stream);
          }
          return written;
        },
        () -> {
          stream.write(one);
          echoEachByte(stream);
        });
  }

  @Test
  void whenReadable_quickTaskThrows_resetsTheStream() {
    Both both = stream();
    both.right()
        .whenReadable(
            () -> {
              throw new IllegalStateException("a handler's mistake");
            },
            () -> {});
    write(both.left(), "there");

    assertThatThrownBy(() -> both.left().read(ByteBuffer.allocate(1)))
        .isInstanceOf(StreamResetException.class);
  }

  @Test
  void tryWrite_remoteReadsNothing_writesUntilItIsFull() {
    Both both = stream();
    ByteBuffer piece = ByteBuffer.allocate(1_024);
    int written = 0;
    while (both.left().tryWrite(piece.clear())) {
      assertThat(piece.hasRemaining()).isFalse();
      written += piece.capacity();
      assertThat(written).isLessThanOrEqualTo(mostUnread());
    }

    assertThat(written).isPositive();
    assertThat(piece.remaining()).isEqualTo(piece.capacity());
  }

  @Test
  void tryWrite_ended_throws() {
    Both both = stream();
    both.left().closeWrite();

    assertThatThrownBy(() -> both.left().tryWrite(bytes("more")))
        .isInstanceOf(StreamResetException.class);
  }

  @Test
  void whenReadable_twice_isRefused() {
    Both both = stream();
    both.right().whenReadable(() -> {});

    assertThatThrownBy(() -> both.right().whenReadable(() -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whenReadable_taskThrows_resetsTheStream() {
    Both both = stream();
    both.right()
        .whenReadable(
            () -> {
              throw new IllegalStateException("a handler's mistake");
            });
    write(both.left(), "there");

    assertThatThrownBy(() -> both.left().read(ByteBuffer.allocate(1)))
        .isInstanceOf(StreamResetException.class);
  }

  @Test
  void closeRead_remoteGoesOnWriting_isDropped() {
    Both both = stream();
    both.right().closeRead();

    assertThatThrownBy(() -> both.right().read(ByteBuffer.allocate(1)))
        .isInstanceOf(StreamResetException.class);
    write(both.right(), "there");
    assertThat(readText(both.left(), 5)).isEqualTo("there");
  }

  @Test
  void onEnd_bothDirectionsEnded_isToldOnBothSides() {
    Both both = stream();
    CompletableFuture<Boolean> left = new CompletableFuture<>();
    both.left().onEnd(() -> left.complete(true));
    both.left().closeWrite();
    assertThat(both.right().read(ByteBuffer.allocate(1))).isEqualTo(END);
    assertThat(left).isNotDone();
    both.right().closeWrite();

    assertThat(await(left)).isTrue();
    CompletableFuture<Boolean> right = new CompletableFuture<>();
    both.right().onEnd(() -> right.complete(true));
    assertThat(await(right)).isTrue();
  }

  @Test
  void accept_refused_resetsTheStream() {
    ends.rightScope().refuseStreams();
    MuxedStream stream = ends.left().open();
    write(stream, "hello");

    assertThatThrownBy(() -> stream.read(ByteBuffer.allocate(1)))
        .isInstanceOf(StreamResetException.class);
  }

  @Test
  void reserveMemory_refused_stillCarriesAll() {
    ends.rightScope().refuseMemory();
    Both both = stream();
    CompletableFuture<Void> written = async(() -> writeRandom(both.left(), 4, 5));

    assertThat(digest(both.right())).isEqualTo(digestOfRandom(4, 5));
    await(written);
  }

  @Test
  void close_connection_endsItsStreamsOnBothSidesInAnOrderlyWay() {
    Both both = stream();
    CompletableFuture<Integer> left = async(() -> both.left().read(ByteBuffer.allocate(1)));
    CompletableFuture<Integer> right = async(() -> both.right().read(ByteBuffer.allocate(1)));
    ends.left().close();

    assertThat(ended(ends.left())).isEmpty();
    assertThat(ended(ends.right())).isEmpty();
    assertFails(left, ConnectionClosedException.class);
    assertFails(right, ConnectionClosedException.class);
    assertThat(ends.left().isOpen()).isFalse();
    assertThat(ends.right().isOpen()).isFalse();
    assertThatThrownBy(() -> ends.left().open()).isInstanceOf(ConnectionClosedException.class);
    assertThatThrownBy(() -> ends.right().open()).isInstanceOf(ConnectionClosedException.class);
  }

  @Test
  void close_connectionAfterAStream_remoteHasReadAllOfTheStream() {
    Both both = stream();
    write(both.left(), "there");
    both.left().close();
    assertThat(readText(both.right(), 5)).isEqualTo("there");
    assertThat(both.right().read(ByteBuffer.allocate(1))).isEqualTo(END);
    ends.left().close();

    assertThat(ended(ends.right())).isEmpty();
  }

  @Test
  void traffic_bytesWritten_countOnBothSides() {
    Both both = stream();
    CompletableFuture<Void> written = async(() -> writeRandom(both.left(), 1, 9));
    assertThat(digest(both.right())).isEqualTo(digestOfRandom(1, 9));
    await(written);

    assertThat(ends.left().traffic().bytesOut()).isGreaterThan(MEBIBYTE);
    assertThat(ends.right().traffic().bytesIn()).isGreaterThan(MEBIBYTE);
  }

  // What the tests are made of.

  private static void write(ByteStream stream, String text) {
    stream.write(bytes(text));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static Void writeAndEnd(ByteStream stream, ByteBuffer bytes) {
    stream.write(bytes);
    stream.closeWrite();
    return null;
  }

  /** Writes pieces of all sizes. */
  private static Void writeRandom(ByteStream stream, int mebibytes, long seed) {
    byte[] bytes = random(mebibytes, seed);
    Random sizes = new Random(seed);
    for (int at = 0; at < bytes.length; ) {
      int size = Math.min(bytes.length - at, 1 + sizes.nextInt(200_000));
      stream.write(ByteBuffer.wrap(bytes, at, size));
      at += size;
    }
    stream.closeWrite();
    return null;
  }

  private static byte[] random(int mebibytes, long seed) {
    byte[] bytes = new byte[mebibytes * MEBIBYTE];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] digestOfRandom(int mebibytes, long seed) {
    return sha256().digest(random(mebibytes, seed));
  }

  private static byte[] digest(ByteStream stream) {
    MessageDigest digest = sha256();
    ByteBuffer buffer = ByteBuffer.allocateDirect(50_000);
    while (stream.read(buffer.clear()) != END) {
      digest.update(buffer.flip());
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long countToEnd(ByteStream stream) {
    ByteBuffer buffer = ByteBuffer.allocate(100_000);
    long count = 0;
    for (int size = stream.read(buffer); size != END; size = stream.read(buffer.clear())) {
      count += size;
    }
    return count;
  }

  private static String readText(ByteStream stream, int size) {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    while (buffer.hasRemaining()) {
      assertThat(stream.read(buffer)).isPositive();
    }
    return new String(buffer.array(), UTF_8);
  }

  private static <T> CompletableFuture<T> async(Supplier<T> call) {
    return CompletableFuture.supplyAsync(call, task -> new Thread(task, "contract").start());
  }

  private static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }

  private static void assertFails(CompletableFuture<?> call, Class<? extends Throwable> error) {
    assertThatThrownBy(() -> await(call)).hasCauseInstanceOf(error);
  }
}

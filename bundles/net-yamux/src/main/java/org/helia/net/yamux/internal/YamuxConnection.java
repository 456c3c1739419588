package org.helia.net.yamux.internal;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.net.ConnectionClosedException;
import org.helia.api.net.Direction;
import org.helia.api.net.Traffic;
import org.helia.net.spi.ConnectionScope;
import org.helia.net.spi.MuxedConnection;
import org.helia.net.spi.MuxedStream;
import org.helia.net.spi.stream.EndSignal;
import org.helia.net.spi.stream.FairBudget;
import org.helia.net.spi.stream.MemoryAccount;
import org.jspecify.annotations.Nullable;

/** The streams of one channel, and its end. */
final class YamuxConnection implements MuxedConnection {
  /** How many streams may wait for the remote to take them, as in other implementations. */
  static final int MAX_BACKLOG = 256;

  private static final long MAX_ID = 0xffff_ffffL;
  private static final long CLOSE_SECONDS = 5;

  private final Channel channel;
  private final Path path;
  private final ConnectionScope scope;
  private final Executor workers;
  private final Options options;

  private final Map<Long, YamuxStream> streams = new ConcurrentHashMap<>();
  private final FairBudget backlog = new FairBudget("the streams that it has to take", MAX_BACKLOG);
  private final MemoryAccount memory;
  private final Outbox outbox;
  private final KeepAlive keepAlive;
  private final EndSignal end = new EndSignal();

  /** Odd on the side that dialled, even on the other. */
  private final AtomicLong nextId;

  private volatile long bytesIn;
  private volatile boolean closing;
  private volatile boolean remoteCloses;
  private volatile boolean ended;
  private @Nullable Throwable failure;

  YamuxConnection(
      Channel channel,
      boolean initiator,
      Path path,
      ConnectionScope scope,
      Executor workers,
      Options options) {
    this.channel = channel;
    this.path = path;
    this.scope = scope;
    this.workers = workers;
    this.options = options;
    this.nextId = new AtomicLong(initiator ? 1 : 2);
    this.memory = new MemoryAccount(scope);
    this.outbox = new Outbox(channel, memory);
    this.keepAlive = new KeepAlive(channel.eventLoop(), options, this::send, this::fail);
  }

  // What any thread calls.

  @Override
  public Path path() {
    return path;
  }

  @Override
  public MuxedStream open() {
    if (!isOpen()) {
      throw new ConnectionClosedException("cannot open a stream: the connection is closed");
    }
    long id = nextId.getAndAdd(2);
    if (id > MAX_ID) {
      throw new ConnectionClosedException("cannot open a stream: all numbers have been used");
    }
    YamuxStream stream = new YamuxStream(this, id, Direction.OUTBOUND);
    streams.put(id, stream);
    if (closing || ended) {
      stream.connectionEnded(null);
    }
    return stream;
  }

  @Override
  public Traffic traffic() {
    return new Traffic(bytesIn, outbox.written());
  }

  @Override
  public boolean isOpen() {
    return !closing && !remoteCloses && !ended && channel.isActive();
  }

  @Override
  public void onEnd(EndListener task) {
    end.listen(task);
  }

  @Override
  public void close() {
    channel.eventLoop().execute(this::closeHere);
  }

  // What streams call, on any thread.

  void send(FrameHeader header) {
    if (!outbox.add(header)) {
      channel
          .eventLoop()
          .execute(
              () -> refuse(new ProtocolViolation("what has to be answered, and reads nothing")));
    }
  }

  Outbox outbox() {
    return outbox;
  }

  FairBudget backlog() {
    return backlog;
  }

  Executor workers() {
    return workers;
  }

  MemoryAccount memory() {
    return memory;
  }

  ByteBufAllocator allocator() {
    return channel.alloc();
  }

  ReceiveWindow newWindow() {
    return new ReceiveWindow(options.maxWindow(), scope, System.nanoTime());
  }

  long roundTripNanos() {
    return keepAlive.roundTripNanos();
  }

  void forget(YamuxStream stream) {
    streams.remove(stream.id());
    if (remoteCloses && streams.isEmpty()) {
      close();
    }
  }

  // What happens on the event loop.

  void start() {
    keepAlive.start();
  }

  /** Whether what comes in still counts. */
  boolean isListening() {
    return !closing && failure == null;
  }

  void heard(int bytes) {
    bytesIn += bytes;
    keepAlive.heard();
  }

  void answered(long ping) {
    keepAlive.answered(ping);
  }

  @Nullable YamuxStream stream(long id) {
    return streams.get(id);
  }

  /**
   * The remote opens a stream.
   *
   * @return null when there are too many
   * @throws ProtocolViolation when it cannot be the remote's
   */
  @Nullable YamuxStream accept(long id) {
    if (id % 2 == nextId.get() % 2) {
      throw new ProtocolViolation("the opening of stream %d, a number of this side".formatted(id));
    }
    if (streams.containsKey(id)) {
      throw new ProtocolViolation("the opening of stream %d, which is open".formatted(id));
    }
    YamuxStream stream = new YamuxStream(this, id, Direction.INBOUND);
    streams.put(id, stream);
    if (remoteCloses || !scope.accept(stream)) {
      stream.reset();
      send(FrameHeader.windowUpdate(FrameHeader.RST, id, 0));
      return null;
    }
    stream.acknowledge();
    return stream;
  }

  void remoteCloses(long code) {
    if (code != FrameHeader.NORMAL) {
      fail(new ConnectionClosedException("the remote ended the connection " + reason(code)));
    } else {
      remoteCloses = true;
      if (streams.isEmpty()) {
        closeHere();
      }
    }
  }

  private static String reason(long code) {
    return code == FrameHeader.PROTOCOL_ERROR
        ? "because of a protocol error"
        : "with the error code " + code;
  }

  private void closeHere() {
    if (closing || ended || failure != null) {
      return;
    }
    closing = true;
    endStreams(null);
    outbox.finish(FrameHeader.goAway(FrameHeader.NORMAL));
    closeSoon();
  }

  /** Ends the connection because the remote has broken the protocol, and tells it so. */
  void refuse(ProtocolViolation violation) {
    if (failure == null && !ended) {
      failure = violation;
      outbox.abort(FrameHeader.goAway(FrameHeader.PROTOCOL_ERROR));
      closeSoon();
    }
  }

  /** For a remote that does not take the last frame. */
  private void closeSoon() {
    channel.eventLoop().schedule(() -> channel.close(), CLOSE_SECONDS, TimeUnit.SECONDS);
  }

  void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
    channel.close();
  }

  void hungUp() {
    if (ended) {
      return;
    }
    ended = true;
    keepAlive.stop();
    Throwable cause = failure;
    if (cause == null && !closing && !remoteCloses && !streams.isEmpty()) {
      cause =
          new ConnectionClosedException(
              "the remote hung up with %d streams open".formatted(streams.size()));
    }
    endStreams(cause);
    outbox.close();
    end.ended(cause);
  }

  private void endStreams(@Nullable Throwable cause) {
    streams.values().forEach(stream -> stream.connectionEnded(cause));
  }
}

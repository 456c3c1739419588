package org.helia.net.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.CancelledException;
import org.helia.api.net.ConnectionClosedException;
import org.helia.api.net.Direction;
import org.helia.api.net.StreamResetException;
import org.helia.api.net.StreamTimeoutException;
import org.helia.api.net.Traffic;
import org.helia.net.spi.ConnectionScope;
import org.helia.net.spi.MuxedConnection;
import org.helia.net.spi.MuxedStream;
import org.helia.net.spi.Muxer;
import org.jspecify.annotations.Nullable;

/** Streams of whole objects over a channel inside the JVM, without flow control. */
final class FakeMuxer implements Muxer {
  private final String protocol;
  private final ExecutorService workers;

  FakeMuxer(String protocol, ExecutorService workers) {
    this.protocol = protocol;
    this.workers = workers;
  }

  @Override
  public String protocol() {
    return protocol;
  }

  @Override
  public MuxedConnection mux(
      Channel channel, boolean initiator, MuxedConnection.Path path, ConnectionScope scope) {
    FakeConnection connection = new FakeConnection(channel, initiator, path, scope);
    channel.pipeline().addLast(connection.new Reader());
    return connection;
  }

  private enum Kind {
    DATA,
    END,
    RESET
  }

  /** From whoever opened the stream with this number, or to him. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Frame(long id, boolean fromInitiator, Kind kind, byte[] data) {}

  private final class FakeConnection implements MuxedConnection {
    private final Channel channel;
    private final boolean initiator;
    private final Path path;
    private final ConnectionScope scope;
    private final AtomicLong nextId = new AtomicLong();
    private final Map<String, FakeStream> streams = new ConcurrentHashMap<>();

    FakeConnection(Channel channel, boolean initiator, Path path, ConnectionScope scope) {
      this.channel = channel;
      this.initiator = initiator;
      this.path = path;
      this.scope = scope;
      channel.closeFuture().addListener(done -> streams.values().forEach(FakeStream::lost));
    }

    final class Reader extends ChannelInboundHandlerAdapter {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        Frame frame = (Frame) message;
        String key = frame.id() + "/" + frame.fromInitiator();
        FakeStream stream = streams.get(key);
        if (stream == null) {
          if (frame.fromInitiator() == initiator || frame.kind() != Kind.DATA) {
            return;
          }
          stream = new FakeStream(frame.id(), frame.fromInitiator());
          streams.put(key, stream);
          if (!scope.accept(stream)) {
            stream.reset();
          }
        }
        stream.receive(frame);
      }
    }

    @Override
    public Path path() {
      return path;
    }

    @Override
    public MuxedStream open() {
      if (!isOpen()) {
        throw new ConnectionClosedException("the connection is closed");
      }
      FakeStream stream = new FakeStream(nextId.getAndIncrement(), initiator);
      streams.put(stream.id + "/" + initiator, stream);
      return stream;
    }

    @Override
    public Traffic traffic() {
      return Traffic.NONE;
    }

    @Override
    public boolean isOpen() {
      return channel.isActive();
    }

    @Override
    public void onEnd(EndListener task) {
      channel.closeFuture().addListener(done -> task.ended(Optional.empty()));
    }

    @Override
    public void close() {
      channel.close();
    }

    private final class FakeStream implements MuxedStream {
      private final long id;
      private final boolean fromInitiator;
      private final ReentrantLock lock = new ReentrantLock();
      private final Condition changed = lock.newCondition();
      private final Deque<ByteBuffer> received = new ArrayDeque<>();
      private @Nullable Runnable waiting;
      private @Nullable Runnable atEnd;
      private boolean remoteEnded;
      private boolean localEnded;
      private boolean aborted;
      private Duration timeout = Duration.ofSeconds(60);

      FakeStream(long id, boolean fromInitiator) {
        this.id = id;
        this.fromInitiator = fromInitiator;
      }

      void receive(Frame frame) {
        change(
            () -> {
              switch (frame.kind()) {
                case DATA -> received.add(ByteBuffer.wrap(frame.data()));
                case END -> remoteEnded = true;
                case RESET -> aborted = true;
              }
            });
      }

      void lost() {
        change(() -> aborted = true);
      }

      private void change(Runnable change) {
        Runnable task;
        Runnable end;
        lock.lock();
        try {
          change.run();
          changed.signalAll();
          task = readable() ? waiting : null;
          waiting = task == null ? waiting : null;
          end = aborted || (remoteEnded && localEnded) ? atEnd : null;
          atEnd = end == null ? atEnd : null;
          if (end != null) {
            streams.remove(id + "/" + fromInitiator);
          }
        } finally {
          lock.unlock();
        }
        if (end != null) {
          end.run();
        }
        if (task != null && !workers.isShutdown()) {
          workers.execute(task);
        }
      }

      private boolean readable() {
        return !received.isEmpty() || remoteEnded || aborted;
      }

      @Override
      public int read(ByteBuffer target) {
        lock.lock();
        try {
          long left = timeout.toNanos();
          while (!readable()) {
            if (left <= 0) {
              throw new StreamTimeoutException("nothing came in " + timeout);
            }
            left = changed.awaitNanos(left);
          }
          return take(target);
        } catch (InterruptedException e) {
          throw CancelledException.interrupted("reading a stream");
        } finally {
          lock.unlock();
        }
      }

      private int take(ByteBuffer target) {
        if (aborted) {
          throw new StreamResetException("the stream was reset");
        }
        ByteBuffer first = received.peek();
        if (first == null) {
          return -1;
        }
        int count = Math.min(first.remaining(), target.remaining());
        target.put(first.slice(first.position(), count));
        first.position(first.position() + count);
        if (!first.hasRemaining()) {
          received.remove();
        }
        return count;
      }

      @Override
      public void write(ByteBuffer source) {
        lock.lock();
        try {
          if (aborted || localEnded) {
            throw new StreamResetException("the stream was reset");
          }
        } finally {
          lock.unlock();
        }
        byte[] data = new byte[source.remaining()];
        source.get(data);
        send(Kind.DATA, data);
      }

      private void send(Kind kind, byte... data) {
        var unused = channel.writeAndFlush(new Frame(id, fromInitiator, kind, data));
      }

      @Override
      public void closeWrite() {
        if (!localEnded && !aborted) {
          send(Kind.END);
        }
        change(() -> localEnded = true);
      }

      @Override
      public void closeRead() {
        change(() -> remoteEnded = true);
      }

      @Override
      public void reset() {
        send(Kind.RESET);
        change(() -> aborted = true);
      }

      @Override
      public void close() {
        closeWrite();
        closeRead();
      }

      @Override
      public void timeout(Duration changedTimeout) {
        timeout = changedTimeout;
      }

      @Override
      public void whenReadable(Runnable task) {
        change(
            () -> {
              if (waiting != null) {
                throw new IllegalStateException("another task waits");
              }
              waiting = task;
            });
      }

      @Override
      public long id() {
        return id;
      }

      @Override
      public Direction direction() {
        return fromInitiator == initiator ? Direction.OUTBOUND : Direction.INBOUND;
      }

      @Override
      public void onEnd(Runnable task) {
        change(() -> atEnd = task);
      }
    }
  }

  void close() throws InterruptedException {
    workers.shutdownNow();
    workers.awaitTermination(30, TimeUnit.SECONDS);
  }
}

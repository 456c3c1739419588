package org.helia.net.yamux.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.helia.net.spi.MuxedConnection;
import org.helia.net.spi.contract.RecordingScope;

/** The other end of a connection that listened, which sends and sees bare frames. */
final class RawPeer implements AutoCloseable {
  private final YamuxMuxer muxer;
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final RecordingScope scope = new RecordingScope();
  private final MuxedConnection connection;
  private final CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
  private final List<FrameHeader> frames = new ArrayList<>();
  private final ByteBuf data = Unpooled.buffer();
  private final FrameParser parser = new FrameParser(new Collector());

  RawPeer() {
    this(Options.DEFAULTS);
  }

  RawPeer(Options options) {
    muxer = new YamuxMuxer(options);
    channel.freezeTime();
    connection = muxer.mux(channel, false, Pairs.PATH, scope);
    connection.onEnd(end::complete);
  }

  MuxedConnection connection() {
    return connection;
  }

  RecordingScope scope() {
    return scope;
  }

  CompletableFuture<Optional<Throwable>> end() {
    return end;
  }

  boolean isConnected() {
    return channel.isActive();
  }

  void send(byte[] bytes) {
    if (channel.isActive()) {
      channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    }
  }

  void send(FrameHeader header, byte... bytes) {
    ByteBuf frame = Unpooled.buffer();
    header.write(frame);
    frame.writeBytes(bytes);
    channel.writeInbound(frame);
  }

  /** The frames that came since the last call. */
  List<FrameHeader> received() {
    channel.runPendingTasks();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      parser.parse(next);
      next.release();
    }
    List<FrameHeader> all = List.copyOf(frames);
    frames.clear();
    return all;
  }

  /** The data of the frames that came so far. */
  ByteBuf data() {
    return data;
  }

  void pass(Duration time) {
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  void hangUp() {
    channel.close();
  }

  @Override
  public void close() {
    connection.close();
    channel.runPendingTasks();
    channel.finishAndReleaseAll();
    muxer.close();
  }

  private final class Collector implements FrameParser.Sink {
    @Override
    public void begin(FrameHeader header) {
      frames.add(header);
    }

    @Override
    public void data(ByteBuf from, int size) {
      data.writeBytes(from, size);
    }

    @Override
    public void end(FrameHeader header) {}
  }
}

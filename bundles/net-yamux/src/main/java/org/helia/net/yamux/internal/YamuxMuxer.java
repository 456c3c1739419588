package org.helia.net.yamux.internal;

import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.helia.net.spi.ConnectionScope;
import org.helia.net.spi.MuxedConnection;
import org.helia.net.spi.Muxer;
import org.helia.net.spi.stream.FairWorkers;
import org.helia.platform.Workers;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/** Yamux as libp2p has it. */
@Component(service = Muxer.class, configurationPid = "org.helia.net.yamux")
@Designate(ocd = YamuxConfig.class)
public final class YamuxMuxer implements Muxer {
  /** The name that multistream-select agrees on. */
  static final String PROTOCOL = "/yamux/1.0.0";

  /** A full socket's worth more than what is on its way, so that the socket never runs dry. */
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(256 * 1_024, 512 * 1_024);

  /** Tasks of streams that run at once, over all peers. */
  static final int THREADS = 512;

  private final Options options;
  private final ExecutorService workers = Workers.open("helia-yamux", THREADS);
  private final FairWorkers fair = new FairWorkers(workers, THREADS);
  private final Set<YamuxConnection> connections = ConcurrentHashMap.newKeySet();

  /**
   * @throws IllegalArgumentException when an option is out of its range
   */
  @Activate
  public YamuxMuxer(YamuxConfig config) {
    this(options(config));
  }

  YamuxMuxer(Options options) {
    this.options = options;
  }

  private static Options options(YamuxConfig config) {
    return new Options(
        1_024 * within("maxWindowKibibytes", config.maxWindowKibibytes(), 256, 1_048_576),
        Duration.ofSeconds(within("keepAliveSeconds", config.keepAliveSeconds(), 1, 86_400)),
        Duration.ofSeconds(within("answerWithinSeconds", config.answerWithinSeconds(), 1, 3_600)));
  }

  private static int within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, not %d".formatted(option, least, most, value));
    }
    return value;
  }

  /** Ends all connections, because nobody would be there for them. */
  @Deactivate
  void close() {
    connections.forEach(MuxedConnection::close);
    workers.shutdown();
  }

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public MuxedConnection mux(
      Channel channel, boolean initiator, MuxedConnection.Path path, ConnectionScope scope) {
    channel.config().setWriteBufferWaterMark(WATER_MARK);
    YamuxConnection connection =
        new YamuxConnection(channel, initiator, path, scope, fair.of(path.remoteKey()), options);
    connections.add(connection);
    channel.closeFuture().addListener(closed -> connections.remove(connection));
    channel.pipeline().addLast(new YamuxHandler(connection));
    return connection;
  }
}

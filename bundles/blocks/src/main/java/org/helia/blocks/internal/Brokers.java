package org.helia.blocks.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.helia.api.block.BlockBroker;
import org.helia.api.block.BlockBrokers;
import org.helia.api.block.BrokerInfo;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.FetchOptions;
import org.helia.api.block.SessionBroker;
import org.helia.api.codec.Hashers;
import org.helia.platform.Plugin;
import org.helia.platform.PluginFamily;
import org.helia.platform.Plugins;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;

/** The brokers that are present, and the readers that have blocks fetched by them. */
final class Brokers implements BlockBrokers, AutoCloseable {
  /** How many calls may be at once in brokers that have no sessions; more wait for their turn. */
  static final int MAX_CALLS = 256;

  /** What a reader should know when there is no broker. */
  static final String MISSING_HINT =
      "; no block broker is present to ask others: feature:install helia-broker-bitswap or"
          + " helia-broker-gateway";

  /** A broker that leaves and brings nothing for so long is waited for no more. */
  private static final Duration MIN_WATCH = Duration.ofMillis(50);

  private final Plugins<BlockBroker> plugins;
  private final Hashers hashers;
  private final Supplier<Settings> settings;
  private final Executor calls;
  private final ScheduledExecutorService timer;
  private final LongFunction<String> bundleNames;
  private final Hedges hedges;
  private final Map<BlockBroker, BrokerFigures> figures = new ConcurrentHashMap<>();
  private final BrokerMetrics metrics = new BrokerMetrics();
  private final Set<Outside> readers = ConcurrentHashMap.newKeySet();

  /**
   * @param workers for blocking calls; has at least {@link #MAX_CALLS} threads
   * @param timer for what is done later, none of which blocks
   * @param bundleNames the name and version of a bundle, by its number
   */
  Brokers(
      Plugins<BlockBroker> plugins,
      Hashers hashers,
      Supplier<Settings> settings,
      Executor workers,
      ScheduledExecutorService timer,
      LongFunction<String> bundleNames) {
    this.plugins = plugins;
    this.hashers = hashers;
    this.settings = settings;
    this.calls = new CallQueue(MAX_CALLS, workers);
    this.timer = timer;
    this.bundleNames = bundleNames;
    this.hedges = new Hedges(timer);
  }

  void add(BlockBroker broker, Map<String, ?> properties) {
    figures.put(broker, figuresFor(broker));
    plugins.add(broker, properties);
    readers.forEach(Outside::brokersChanged);
  }

  void update(BlockBroker broker, Map<String, ?> properties) {
    plugins.update(broker, properties);
    readers.forEach(Outside::brokersChanged);
  }

  /**
   * Returns when the broker has brought what it was asked for, or brings nothing more. What it has
   * not brought is then asked of others.
   */
  void remove(BlockBroker broker) {
    ScheduledFuture<?> watch = watchLeaving(broker);
    try {
      plugins.remove(broker);
    } finally {
      if (watch != null) {
        watch.cancel(false);
      }
      readers.forEach(reader -> reader.brokerLeft(broker));
      figures.remove(broker);
    }
  }

  /** Ends its wants early when it is asked in vain: whoever waits for them can be served. */
  private @Nullable ScheduledFuture<?> watchLeaving(BlockBroker broker) {
    BrokerFigures brought = figures.get(broker);
    if (brought == null) {
      return null;
    }
    AtomicLong before = new AtomicLong(brought.deliveries());
    long nanos = Math.max(MIN_WATCH.toNanos(), headStart().toNanos());
    Runnable look =
        () -> {
          long now = brought.deliveries();
          if (before.getAndSet(now) == now) {
            readers.forEach(reader -> reader.brokerLeft(broker));
          }
        };
    try {
      return timer.scheduleWithFixedDelay(look, nanos, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return null;
    }
  }

  void reconfigure(PluginFamily family) {
    plugins.reconfigure(family);
  }

  /** The brokers in the session of one reader, which closes it. */
  Outside open(FetchOptions options) {
    Outside outside = new Outside(this, options);
    readers.add(outside);
    outside.brokersChanged();
    return outside;
  }

  void ended(Outside reader) {
    readers.remove(reader);
  }

  List<Plugin<BlockBroker>> present() {
    return plugins.all();
  }

  Seat seat(Plugin<BlockBroker> plugin, FetchOptions options) {
    return new Seat(plugin, figuresOf(plugin.service()), () -> session(plugin, options));
  }

  private BrokerSession session(Plugin<BlockBroker> plugin, FetchOptions options) {
    return plugin.service() instanceof SessionBroker broker
        ? broker.session(options)
        : new PlainSession(plugin, hashers, options, calls);
  }

  Hedges hedges() {
    return hedges;
  }

  Duration headStart() {
    return settings.get().headStart();
  }

  /** How many brokers have ever come. */
  long arrivals() {
    return plugins.arrivals();
  }

  /** How long a broker that left may yet come back. */
  Duration patience() {
    return plugins.patience();
  }

  /** Does something later that does not block, unless the node stops before. */
  void later(Runnable action, Duration delay) {
    try {
      timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // The node is stopping; the sessions are closed, and with them what waits.
    }
  }

  @Override
  public List<BrokerInfo> list() {
    return present().stream().map(this::info).toList();
  }

  private BrokerInfo info(Plugin<BlockBroker> plugin) {
    Object bundle = plugin.properties().get(Constants.SERVICE_BUNDLEID);
    return figuresOf(plugin.service())
        .info(plugin.ranking(), bundle instanceof Long id ? bundleNames.apply(id) : "unknown");
  }

  private BrokerFigures figuresOf(BlockBroker broker) {
    BrokerFigures known = figures.get(broker);
    return known == null ? figuresFor(broker) : known;
  }

  private BrokerFigures figuresFor(BlockBroker broker) {
    return new BrokerFigures(broker.name(), metrics.of(broker.name()));
  }

  BrokerMetrics metrics() {
    return metrics;
  }

  /** Ends all sessions; what waits for blocks fails. */
  @Override
  public void close() {
    readers.forEach(Outside::close);
  }
}

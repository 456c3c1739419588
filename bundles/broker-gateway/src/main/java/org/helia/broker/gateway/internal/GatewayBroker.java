package org.helia.broker.gateway.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.helia.api.block.BlockBroker;
import org.helia.api.block.BlockException;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.CheckedBlock;
import org.helia.api.block.FetchOptions;
import org.helia.api.block.SessionBroker;
import org.helia.api.codec.Hashers;
import org.helia.api.metrics.MetricSink;
import org.helia.api.metrics.MetricSource;
import org.helia.api.net.JoinStep;
import org.helia.api.net.Joiner;
import org.helia.api.net.NetworkScope;
import org.helia.api.routing.Routing;
import org.helia.multiformats.Cid;
import org.helia.platform.Workers;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** Fetches blocks from trustless HTTP gateways. */
@Component(
    service = {BlockBroker.class, Joiner.class, MetricSource.class},
    configurationPid = BrokerConfig.PID)
@Designate(ocd = BrokerConfig.class)
public final class GatewayBroker implements SessionBroker, Joiner, MetricSource {
  /** Behind brokers that ask peers, which need no third party. */
  static final int RANKING = -100;

  private static final int THREADS = 64;

  /** How many DAGs are fetched as a whole at once, each with up to 16 MiB of blocks kept ahead. */
  private static final int MAX_CARS = 16;

  private final ExecutorService workers = Workers.open("helia-broker-gateway", THREADS);
  private final ExecutorService carWorkers = Workers.open("helia-broker-gateway-car", MAX_CARS);
  private final Semaphore cars = new Semaphore(MAX_CARS);
  private final ScheduledExecutorService timer = Workers.timer("helia-broker-gateway-timer");
  private final Gateways gateways = new Gateways(System::nanoTime);
  private final Set<GatewaySession> sessions = ConcurrentHashMap.newKeySet();
  private final RoutedGateways routed = new RoutedGateways(workers);
  private final Hashers hashers;
  private volatile GatewayClient client;
  private volatile Settings settings;
  private volatile NetworkScope scope = NetworkScope.NONE;
  private volatile boolean closed;

  /**
   * Asks nobody before it is asked itself.
   *
   * @throws IllegalArgumentException naming the option that is wrong
   */
  @Activate
  public GatewayBroker(@Reference Hashers hashers, BrokerConfig config) {
    this.hashers = hashers;
    this.settings = Settings.of(config);
    this.client = new GatewayClient(hashers, this::settings, workers, timer);
  }

  @Modified
  void configure(BrokerConfig config) {
    Settings next = Settings.of(config);
    boolean sameClient = next.connect().equals(settings.connect());
    settings = next;
    if (!sameClient) {
      client.close();
      client = new GatewayClient(hashers, this::settings, workers, timer);
    }
  }

  /** Ends all wants. */
  @Deactivate
  public void close() {
    closed = true;
    sessions.forEach(GatewaySession::close);
    timer.shutdownNow();
    workers.shutdownNow();
    carWorkers.shutdownNow();
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setRouting(Routing routing) {
    routed.set(routing);
  }

  void unsetRouting(Routing routing) {
    routed.unset(routing);
  }

  @Override
  public void collect(MetricSink sink) {
    gateways.collect(sink);
  }

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public BrokerSession session(FetchOptions options) {
    if (closed) {
      throw new BlockException("the broker of gateways is stopping");
    }
    Candidates candidates = new Candidates();
    options.from().stream()
        .flatMap(address -> GatewayUrl.of(address).stream())
        .forEach(url -> candidates.add(new Candidate(gateways.at(url), true, true)));
    Settings now = settings;
    now.gateways().forEach(url -> candidates.add(new Candidate(gateways.at(url), true, false)));
    if (scope == NetworkScope.PUBLIC) {
      now.publicGateways()
          .forEach(url -> candidates.add(new Candidate(gateways.at(url), true, false)));
    }
    GatewaySession session = new GatewaySession(this, candidates);
    sessions.add(session);
    if (closed) {
      session.close();
    }
    return session;
  }

  @Override
  public List<JoinStep> plan(NetworkScope wanted) {
    return wanted == NetworkScope.PUBLIC
        ? settings.publicGateways().stream()
            .map(url -> JoinStep.reach(url.toString(), "blocks that are not here"))
            .toList()
        : List.of();
  }

  @Override
  public void joined(NetworkScope now) {
    scope = now;
  }

  Settings settings() {
    return settings;
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  void ended(GatewaySession session) {
    sessions.remove(session);
  }

  CompletableFuture<CheckedBlock> fetch(Candidate candidate, Cid cid) {
    return client.fetch(candidate, cid);
  }

  /**
   * Begins to read a CAR.
   *
   * @return empty when there are enough already
   */
  Optional<CarStream> beginCar(Candidate from, Cid root, Consumer<CarStream> run) {
    if (!cars.tryAcquire()) {
      return Optional.empty();
    }
    Optional<CarStream> begun = enterAndBegin(from, root, run);
    if (begun.isEmpty()) {
      cars.release();
    }
    return begun;
  }

  private Optional<CarStream> enterAndBegin(Candidate from, Cid root, Consumer<CarStream> run) {
    // One place is left for the blocks that a CAR does not bring.
    Turnstile turnstile = from.gateway().turnstile();
    if (!turnstile.tryEnter(settings.requestsPerGateway() - 1)) {
      return Optional.empty();
    }
    CarStream car = new CarStream(client, from, root);
    try {
      carWorkers.execute(() -> run.accept(car));
      return Optional.of(car);
    } catch (RejectedExecutionException e) {
      turnstile.leave();
      return Optional.empty();
    }
  }

  /** A CAR has been read, or given up. */
  void ended(CarStream car) {
    car.gateway().turnstile().leave();
    cars.release();
  }

  CompletableFuture<List<Gateway>> findMore(Cid cid) {
    return settings.routed()
        ? routed.find(cid).thenApply(urls -> urls.stream().map(gateways::at).toList())
        : CompletableFuture.completedFuture(List.of());
  }
}

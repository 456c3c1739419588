package org.helia.discovery.bootstrap.internal;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.helia.api.net.Connection;
import org.helia.api.net.JoinStep;
import org.helia.api.net.Joiner;
import org.helia.api.net.NetListener;
import org.helia.api.net.NetworkScope;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.PeerDiscovery;
import org.helia.platform.Workers;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the list now and then, and whenever something has changed. */
@Component(
    service = {PeerDiscovery.class, NetListener.class, Joiner.class},
    configurationPid = BootstrapConfig.PID)
@Designate(ocd = BootstrapConfig.class)
public final class BootstrapDiscovery implements PeerDiscovery, NetListener, Joiner {
  private static final Logger LOG = LoggerFactory.getLogger(BootstrapDiscovery.class);

  private final ScheduledExecutorService timer = Workers.timer("helia-bootstrap");
  private final BootstrapSearch search;
  private final List<Consumer<PeerAddresses>> searches = new ArrayList<>();
  private final BootstrapSettings settings;
  private volatile NetworkScope scope = NetworkScope.NONE;

  /**
   * Reaches nobody before the node has joined. Each change of the configuration makes a new one, so
   * that one that is wrong shows as a component that did not start.
   */
  @Activate
  public BootstrapDiscovery(BootstrapConfig config) {
    this(config, InstantSource.system(), new Random());
  }

  BootstrapDiscovery(BootstrapConfig config, InstantSource clock, Random random) {
    settings = BootstrapSettings.of(config);
    search = new BootstrapSearch(clock, random);
    lookAgain();
  }

  @Deactivate
  void close() {
    timer.shutdownNow();
  }

  private void lookAgain() {
    long period = settings.period().toMillis();
    var unused = timer.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      for (Consumer<PeerAddresses> found : searches()) {
        search.look(scope, settings, found);
      }
    } catch (RuntimeException e) {
      LOG.warn("peers of the bootstrap list cannot be reached; the next attempt comes soon", e);
    }
  }

  private List<Consumer<PeerAddresses>> searches() {
    synchronized (searches) {
      return List.copyOf(searches);
    }
  }

  @Override
  public String name() {
    return "bootstrap";
  }

  @Override
  public Search start(Consumer<PeerAddresses> found) {
    Running running = new Running(found);
    synchronized (searches) {
      searches.add(running);
    }
    timer.execute(this::look);
    return running;
  }

  /** A search that is silent when it has ended. */
  private final class Running implements Search, Consumer<PeerAddresses> {
    private @Nullable Consumer<PeerAddresses> found;

    Running(Consumer<PeerAddresses> found) {
      this.found = found;
    }

    @Override
    public synchronized void accept(PeerAddresses peer) {
      if (found != null) {
        found.accept(peer);
      }
    }

    @Override
    public void close() {
      synchronized (this) {
        found = null;
      }
      synchronized (searches) {
        searches.remove(this);
      }
    }
  }

  @Override
  public void connected(Connection connection) {
    search.connected(connection);
  }

  @Override
  public void disconnected(Connection connection) {
    search.disconnected(connection, settings);
    if (!timer.isShutdown()) {
      timer.execute(this::look);
    }
  }

  @Override
  public List<JoinStep> plan(NetworkScope wanted) {
    String purpose =
        "first peers, while fewer than %d are connected".formatted(settings.minPeers());
    return BootstrapPeers.within(wanted, settings.addresses()).stream()
        .map(address -> JoinStep.reach(address.toString(), purpose))
        .toList();
  }

  @Override
  public void joined(NetworkScope joined) {
    scope = joined;
    timer.execute(this::look);
  }
}

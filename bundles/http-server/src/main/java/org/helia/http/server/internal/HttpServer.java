package org.helia.http.server.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.HttpServiceRuntimeConstants;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Configures Felix's HTTP service, and tells the operator where it listens, or why it does not. */
@Component(
    service = {},
    immediate = true,
    configurationPid = HttpServerConfig.PID)
@Designate(ocd = HttpServerConfig.class)
public final class HttpServer {
  /** The configuration of Felix's HTTP service. */
  static final String FELIX_PID = "org.apache.felix.http";

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  /** How long the start waits for Felix, which begins to listen on a thread of its own. */
  private static final Duration MAX_START = Duration.ofSeconds(10);

  private final ConfigurationAdmin configurations;
  private final ServiceTracker<HttpServiceRuntime, ServiceReference<HttpServiceRuntime>> runtimes;
  private final CountDownLatch known = new CountDownLatch(1);
  private volatile Settings settings;

  /**
   * Returns when HTTP is served, so that what comes after {@code feature:install} can rely on it,
   * or when it is known that it cannot be, or takes too long.
   *
   * @throws IllegalArgumentException naming the option that is out of its range
   */
  @Activate
  public HttpServer(
      @Reference ConfigurationAdmin configurations,
      BundleContext context,
      HttpServerConfig config) {
    this.configurations = configurations;
    this.settings = Settings.of(config);
    this.runtimes = new ServiceTracker<>(context, HttpServiceRuntime.class, new Reporter());
    apply(settings);
    runtimes.open();
    awaitServing();
  }

  /** Without a reference of the component, which would be bound only after its constructor. */
  private void awaitServing() {
    try {
      if (!known.await(MAX_START.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("HTTP is not served yet after {} s; the start goes on", MAX_START.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Modified
  void configure(HttpServerConfig config) {
    settings = Settings.of(config);
    apply(settings);
  }

  @Deactivate
  void stop() {
    runtimes.close();
  }

  private void apply(Settings wanted) {
    try {
      configurations
          .getConfiguration(FELIX_PID, "?")
          .updateIfDifferent(new Hashtable<>(wanted.forFelix()));
    } catch (IOException e) {
      LOG.error("HTTP is not served: its configuration cannot be kept", e);
    }
  }

  private void report(ServiceReference<HttpServiceRuntime> runtime) {
    List<String> endpoints =
        endpoints(runtime.getProperty(HttpServiceRuntimeConstants.HTTP_SERVICE_ENDPOINT));
    if (endpoints.isEmpty()) {
      LOG.error(
          "HTTP is not served: {}. Free the port or set another port in the configuration {};"
              + " the rest of the node works",
          obstacle(settings),
          HttpServerConfig.PID);
    } else {
      LOG.info("HTTP is served on {}", String.join(" and ", endpoints));
    }
    known.countDown();
  }

  /** Tells what becomes of Felix's service. */
  private final class Reporter
      implements ServiceTrackerCustomizer<
          HttpServiceRuntime, ServiceReference<HttpServiceRuntime>> {
    @Override
    public ServiceReference<HttpServiceRuntime> addingService(
        ServiceReference<HttpServiceRuntime> runtime) {
      report(runtime);
      return runtime;
    }

    @Override
    public void modifiedService(
        ServiceReference<HttpServiceRuntime> runtime, ServiceReference<HttpServiceRuntime> same) {
      report(runtime);
    }

    @Override
    public void removedService(
        ServiceReference<HttpServiceRuntime> runtime, ServiceReference<HttpServiceRuntime> same) {
      // Felix says itself when it stops.
    }
  }

  /** The property is a string, an array or a collection of such. */
  private static List<String> endpoints(@Nullable Object property) {
    if (property instanceof String[] several) {
      return List.of(several);
    }
    if (property instanceof Iterable<?> several) {
      return java.util.stream.StreamSupport.stream(several.spliterator(), false)
          .map(String::valueOf)
          .toList();
    }
    return property instanceof String one ? List.of(one) : List.of();
  }

  /** Felix keeps to itself why it does not listen, so this tries the same. */
  static String obstacle(Settings wanted) {
    String where = wanted.host() + ":" + wanted.port();
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(wanted.host(), wanted.port()));
      return where + " could not be listened on a moment ago";
    } catch (IOException e) {
      return where + ": " + e.getMessage();
    }
  }
}

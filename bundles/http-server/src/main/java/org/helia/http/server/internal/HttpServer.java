package org.helia.http.server.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.HttpServiceRuntimeConstants;
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

  private final ConfigurationAdmin configurations;
  private volatile Settings settings;

  /**
   * @throws IllegalArgumentException naming the option that is out of its range
   */
  @Activate
  public HttpServer(@Reference ConfigurationAdmin configurations, HttpServerConfig config) {
    this.configurations = configurations;
    this.settings = Settings.of(config);
    apply(settings);
  }

  @Modified
  void configure(HttpServerConfig config) {
    settings = Settings.of(config);
    apply(settings);
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

  @Reference(
      service = HttpServiceRuntime.class,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      updated = "setRuntime")
  void setRuntime(Map<String, ?> properties) {
    List<String> endpoints =
        endpoints(properties.get(HttpServiceRuntimeConstants.HTTP_SERVICE_ENDPOINT));
    if (endpoints.isEmpty()) {
      LOG.error(
          "HTTP is not served: {}. Free the port or set another port in the configuration {};"
              + " the rest of the node works",
          obstacle(settings),
          HttpServerConfig.PID);
    } else {
      LOG.info("HTTP is served on {}", String.join(" and ", endpoints));
    }
  }

  void unsetRuntime(Map<String, ?> properties) {
    // Felix has said that it stops.
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

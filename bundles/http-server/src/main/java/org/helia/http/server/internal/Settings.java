package org.helia.http.server.internal;

import java.util.Map;

/** A configuration that has been checked. */
record Settings(String host, int port, int threads, int idleMillis) {
  private static final int BUFFER_BYTES = 64 * 1024;

  /**
   * @throws IllegalArgumentException naming the option that is out of its range
   */
  static Settings of(HttpServerConfig config) {
    if (config.host().isBlank()) {
      throw new IllegalArgumentException(
          "host of %s must be an address, as 127.0.0.1".formatted(HttpServerConfig.PID));
    }
    return new Settings(
        config.host().strip(),
        inRange("port", config.port(), 0, HttpServerConfig.MAX_PORT),
        inRange("threads", config.threads(), 8, HttpServerConfig.MAX_THREADS),
        inRange("idleMillis", config.idleMillis(), 100, HttpServerConfig.MAX_IDLE_MILLIS));
  }

  private static int inRange(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s of %s must be from %d to %d, not %d"
              .formatted(option, HttpServerConfig.PID, min, max, value));
    }
    return value;
  }

  /**
   * The same in the words of Felix.
   *
   * @see <a href="https://github.com/apache/felix-dev/blob/master/http/README.md">Felix HTTP
   *     service, configuration</a>
   */
  Map<String, Object> forFelix() {
    return Map.of(
        "org.apache.felix.http.host", host,
        "org.osgi.service.http.port", port,
        "org.apache.felix.http.timeout", idleMillis,
        "org.apache.felix.http.jetty.threadpool.max", threads,
        "org.apache.felix.http.jetty.responseBufferSize", BUFFER_BYTES,
        "org.apache.felix.http.jetty.sendServerHeader", false,
        "org.apache.felix.http.mbeans", false,
        // Names of files may hold an encoded percent sign or slash; servlets decode the path
        // themselves.
        "org.eclipse.jetty.UriComplianceMode", "LEGACY");
  }
}

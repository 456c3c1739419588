package org.helia.http.server.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(
    id = HttpServerConfig.PID,
    name = "Helia OSGi: HTTP server",
    description = "The one HTTP server of the node, which its gateways and the like share.")
@interface HttpServerConfig {
  /** The configuration's name. */
  String PID = "org.helia.http.server";

  /** The highest port. */
  int MAX_PORT = 65_535;

  /** The most threads. */
  int MAX_THREADS = 4_096;

  /** The longest idle time, in milliseconds: an hour. */
  int MAX_IDLE_MILLIS = 3_600_000;

  /** Where to listen. */
  @AttributeDefinition(
      name = "Host",
      description =
          "The address to listen on, as 127.0.0.1 or ::1; 0.0.0.0 for all of the machine. What is served is"
              + " not protected by a password: think twice before others can reach it.")
  String host() default "127.0.0.1";

  /** The port to listen on. */
  @AttributeDefinition(
      name = "Port",
      description =
          "The port to listen on; 0 for a free one, which the log tells. When another program, or another"
              + " node, has the port, the log says so and the node goes on without HTTP.",
      min = "0",
      max = "" + MAX_PORT)
  int port() default 8080;

  /** How many requests may be worked on. */
  @AttributeDefinition(
      name = "Threads",
      description = "How many threads answer requests at most; further ones wait.",
      min = "8",
      max = "" + MAX_THREADS)
  int threads() default 200;

  /** How long a connection may do nothing. */
  @AttributeDefinition(
      name = "Idle time (ms)",
      description =
          "How many milliseconds a connection may carry nothing before it is closed, also in the middle of a"
              + " response that the client does not read.",
      min = "100",
      max = "" + MAX_IDLE_MILLIS)
  int idleMillis() default 30_000;
}

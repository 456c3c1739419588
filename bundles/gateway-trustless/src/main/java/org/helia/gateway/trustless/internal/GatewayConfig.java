package org.helia.gateway.trustless.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(
    id = GatewayConfig.PID,
    name = "Helia OSGi: trustless gateway",
    description = "Gives out blocks and CARs at /ipfs/ of the HTTP server.")
@interface GatewayConfig {
  /** The configuration's name. */
  String PID = "org.helia.gateway.trustless";

  /** The most requests at once. */
  int MAX_REQUESTS = 4_096;

  /** The longest that a block may take, in milliseconds: ten minutes. */
  long MAX_BLOCK_MILLIS = 600_000;

  /** The longest that a response may take, in seconds: a day. */
  long MAX_RESPONSE_SECONDS = 86_400;

  /** Whether the network is asked. */
  @AttributeDefinition(
      name = "Fetch",
      description =
          "Fetch from the network what a client asks for and the node does not have, and store it. Without,"
              + " the gateway gives out what is here; it is then as Kubo's with Gateway.NoFetch set.")
  boolean fetch() default false;

  /** How many requests are worked on. */
  @AttributeDefinition(
      name = "Requests",
      description = "How many requests are worked on at once; further ones are told to come again.",
      min = "1",
      max = "" + MAX_REQUESTS)
  int requests() default 128;

  /** How long a block may take. */
  @AttributeDefinition(
      name = "Block time (ms)",
      description = "How many milliseconds it may take to get one block.",
      min = "1",
      max = "" + MAX_BLOCK_MILLIS)
  long blockMillis() default 30_000;

  /** How long a response may take. */
  @AttributeDefinition(
      name = "Response time (s)",
      description = "How many seconds a response may take; it is then cut off.",
      min = "1",
      max = "" + MAX_RESPONSE_SECONDS)
  long responseSeconds() default 3_600;
}

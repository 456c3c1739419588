package org.helia.broker.gateway.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(
    id = BrokerConfig.PID,
    name = "Helia OSGi: blocks from gateways",
    description = "Which trustless HTTP gateways are asked for blocks, and how hard.")
@interface BrokerConfig {
  /** The configuration's name. */
  String PID = "org.helia.broker.gateway";

  /** The most requests that one gateway gets at once. */
  int MAX_REQUESTS = 256;

  /** The longest wait, in milliseconds: ten minutes. */
  int MAX_MILLIS = 600_000;

  /** The highest rate that may be demanded, in bytes a second. */
  int MAX_RATE = 1 << 30;

  /** Its place among the brokers. */
  @AttributeDefinition(
      name = "Ranking",
      description =
          "The broker with the highest ranking is asked first. A change takes effect at once.")
  int service_ranking() default GatewayBroker.RANKING;

  /** Those that are always asked. */
  @AttributeDefinition(
      name = "Gateways",
      description =
          "URLs of gateways that are always asked, as http://127.0.0.1:8080 or https://example.com. They may be"
              + " anywhere, also in a private network.")
  String[] gateways() default {};

  /** Those that are asked in public. */
  @AttributeDefinition(
      name = "Public gateways",
      description =
          "URLs of gateways that are asked, too, once the node has joined the public network.")
  String[] publicGateways() default {"https://trustless-gateway.link", "https://4everland.io"};

  /** Whether those that routers name are asked. */
  @AttributeDefinition(
      name = "Routed gateways",
      description =
          "Ask gateways that the routers name as providers of a block, when those above do not have it.")
  boolean routed() default true;

  /** Whether those may be anywhere. */
  @AttributeDefinition(
      name = "Private addresses",
      description =
          "Ask gateways that routers name also when their address is of this machine or of a private network."
              + " Others could then make the node send requests to services there.")
  boolean privateAddresses() default false;

  /** How many requests one gateway gets. */
  @AttributeDefinition(
      name = "Requests per gateway",
      description = "How many requests one gateway gets at once at most; further ones wait.",
      min = "1",
      max = "" + MAX_REQUESTS)
  int requestsPerGateway() default 16;

  /** How long connecting may take. */
  @AttributeDefinition(
      name = "Connect time (ms)",
      description = "How many milliseconds it may take to connect to a gateway.",
      min = "1",
      max = "" + MAX_MILLIS)
  int connectMillis() default 5_000;

  /** How long a response may let itself be waited for. */
  @AttributeDefinition(
      name = "Response time (ms)",
      description = "How many milliseconds it may take until a gateway begins to answer.",
      min = "1",
      max = "" + MAX_MILLIS)
  int responseMillis() default 15_000;

  /** How slow a gateway may be. */
  @AttributeDefinition(
      name = "Least rate (bytes/s)",
      description =
          "A response whose body comes more slowly than this, five seconds after it began, is given up.",
      min = "1",
      max = "" + MAX_RATE)
  int leastRate() default 16 * 1024;

  /** Whether whole DAGs are fetched. */
  @AttributeDefinition(
      name = "CARs",
      description =
          "Fetch a DAG that a reader wants as a whole in one response, rather than block by block.")
  boolean cars() default true;
}

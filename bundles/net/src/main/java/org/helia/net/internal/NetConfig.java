package org.helia.net.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(
    name = "Helia OSGi: network",
    description =
        "Where the node listens, what it tells others, and how much others may use of it.")
@interface NetConfig {
  /** The configuration's name. */
  String PID = "org.helia.net";

  /** The longest time that an option takes, in milliseconds: ten minutes. */
  long MAX_MILLIS = 600_000;

  /** The most of anything that is counted. */
  int MAX_COUNT = 10_000_000;

  /** Where to listen. */
  @AttributeDefinition(
      name = "Listen",
      description =
          "The addresses to listen on while the node has joined no network, as in"
              + " /ip4/127.0.0.1/tcp/4001. One whose transport is"
              + " missing is listened on as soon as that comes.")
  String[] listen() default {
    "/ip4/127.0.0.1/tcp/4001", "/ip4/127.0.0.1/udp/4001/quic-v1", "/ip4/127.0.0.1/tcp/4002/ws"
  };

  /** Where to listen when the node has joined a network. */
  @AttributeDefinition(
      name = "Listen joined",
      description =
          "The addresses to listen on instead while the node has joined a network, lan or public."
              + " One of all IPv6 interfaces that this machine cannot have beside that of all IPv4"
              + " interfaces is left out.")
  String[] listenJoined() default {
    "/ip4/0.0.0.0/tcp/4001",
    "/ip4/0.0.0.0/udp/4001/quic-v1",
    "/ip4/0.0.0.0/tcp/4002/ws",
    "/ip6/::/tcp/4001",
    "/ip6/::/udp/4001/quic-v1",
    "/ip6/::/tcp/4002/ws"
  };

  /** What others are told instead. */
  @AttributeDefinition(
      name = "Announce",
      description =
          "If there are any, others are told these addresses instead of those listened on.")
  String[] announce() default {};

  /** What others are told besides. */
  @AttributeDefinition(
      name = "Append announce",
      description = "Addresses that others are told besides the others.")
  String[] appendAnnounce() default {};

  /** What others are not told. */
  @AttributeDefinition(
      name = "No announce",
      description =
          "Addresses, or networks as in /ip4/10.0.0.0/ipcidr/8 or 10.0.0.0/8, that others are not"
              + " told.")
  String[] noAnnounce() default {};

  /** With whom there are no connections. */
  @AttributeDefinition(
      name = "Deny",
      description =
          "Networks, as in /ip4/10.0.0.0/ipcidr/8 or 10.0.0.0/8, that are neither dialled nor let"
              + " in.")
  String[] deny() default {};

  /** How many have to say the same address. */
  @AttributeDefinition(
      name = "Observers",
      description =
          "How many peers at different addresses must have seen this node at an address before"
              + " others are told it.",
      min = "1",
      max = "64")
  int observers() default 4;

  /** How long a connection may take to be ready. */
  @AttributeDefinition(
      name = "Handshake (ms)",
      description =
          "How many milliseconds a connection may take from its first packet until it is secured"
              + " and muxed.",
      min = "1",
      max = "" + MAX_MILLIS)
  long handshakeMillis() default 10_000;

  /** How long a stream may take to be agreed upon. */
  @AttributeDefinition(
      name = "Negotiation (ms)",
      description = "How many milliseconds the two sides may take to agree on a stream's protocol.",
      min = "1",
      max = "" + MAX_MILLIS)
  long negotiationMillis() default 10_000;

  /** How long streams of a protocol that leaves are waited for. */
  @AttributeDefinition(
      name = "Drain (ms)",
      description =
          "How many milliseconds the streams of a protocol that leaves may take to end before they"
              + " are reset.",
      min = "0",
      max = "" + MAX_MILLIS)
  long drainMillis() default 10_000;

  /** How long an address is tried alone. */
  @AttributeDefinition(
      name = "Dial stagger (ms)",
      description =
          "How many milliseconds an address of a peer is tried before the next one is tried beside"
              + " it.",
      min = "0",
      max = "" + MAX_MILLIS)
  long dialStaggerMillis() default 250;

  /** How many dials at once. */
  @AttributeDefinition(
      name = "Dials",
      description = "How many addresses are tried at once, over all peers.",
      min = "1",
      max = "10000")
  int dials() default 128;

  /** How long a failed address is left alone. */
  @AttributeDefinition(
      name = "Back-off (ms)",
      description =
          "How many milliseconds an address that failed is left alone; each further failure doubles"
              + " it, up to five minutes.",
      min = "0",
      max = "" + MAX_MILLIS)
  long backOffMillis() default 5_000;

  /** Down to how many connections are trimmed. */
  @AttributeDefinition(
      name = "Low water (connections)",
      description = "Down to how many connections are closed when there are too many.",
      min = "0",
      max = "" + MAX_COUNT)
  int lowWaterConnections() default 32;

  /** How many connections are too many. */
  @AttributeDefinition(
      name = "High water (connections)",
      description =
          "When there are more connections than this, those of the least valuable peers are"
              + " closed.",
      min = "1",
      max = "" + MAX_COUNT)
  int highWaterConnections() default 96;

  /** How long a new connection is left alone. */
  @AttributeDefinition(
      name = "Grace (ms)",
      description = "How many milliseconds a new connection is not closed for being one too many.",
      min = "0",
      max = "" + MAX_MILLIS)
  long graceMillis() default 20_000;

  /** How many connections may be dialled by others. */
  @AttributeDefinition(
      name = "Inbound connections",
      description = "How many connections others may have dialled, handshakes under way included.",
      min = "0",
      max = "" + MAX_COUNT)
  int maxInboundConnections() default 1_024;

  /** How many connections may be dialled. */
  @AttributeDefinition(
      name = "Outbound connections",
      description = "How many connections this node may have dialled, attempts under way included.",
      min = "0",
      max = "" + MAX_COUNT)
  int maxOutboundConnections() default 2_048;

  /** How many handshakes may be under way. */
  @AttributeDefinition(
      name = "Inbound handshakes",
      description = "How many connections that others have dialled may be not ready.",
      min = "1",
      max = "" + MAX_COUNT)
  int maxInboundHandshakes() default 256;

  /** How many connections a peer may have. */
  @AttributeDefinition(
      name = "Connections of a peer",
      description = "How many connections in each direction there may be with one peer.",
      min = "1",
      max = "" + MAX_COUNT)
  int maxConnectionsPerPeer() default 16;

  /** How many streams others may open. */
  @AttributeDefinition(
      name = "Inbound streams",
      description = "How many streams others may have opened.",
      min = "0",
      max = "" + MAX_COUNT)
  int maxInboundStreams() default 16_384;

  /** How many streams may be opened. */
  @AttributeDefinition(
      name = "Outbound streams",
      description = "How many streams this node may have opened.",
      min = "0",
      max = "" + MAX_COUNT)
  int maxOutboundStreams() default 32_768;

  /** How many streams a peer may open. */
  @AttributeDefinition(
      name = "Inbound streams of a peer",
      description = "How many streams one peer may have opened.",
      min = "0",
      max = "" + MAX_COUNT)
  int maxInboundStreamsPerPeer() default 4_096;

  /** How many streams a connection may have. */
  @AttributeDefinition(
      name = "Inbound streams of a connection",
      description = "How many streams the remote may have opened on one connection.",
      min = "0",
      max = "" + MAX_COUNT)
  int maxInboundStreamsPerConnection() default 2_048;

  /** How many streams a protocol may have. */
  @AttributeDefinition(
      name = "Inbound streams of a protocol",
      description = "How many streams others may have opened for one protocol.",
      min = "0",
      max = "" + MAX_COUNT)
  int maxInboundStreamsPerProtocol() default 8_192;

  /** How many streams a protocol may have with one peer. */
  @AttributeDefinition(
      name = "Inbound streams of a protocol with a peer",
      description = "How many streams one peer may have opened for one protocol.",
      min = "0",
      max = "" + MAX_COUNT)
  int maxInboundStreamsPerProtocolAndPeer() default 2_048;

  /** How much memory streams may take. */
  @AttributeDefinition(
      name = "Memory (MiB)",
      description =
          "How many mebibytes connections may buffer for their streams, beyond 256 KiB that each has"
              + " of its own; 0 for a quarter of the heap.",
      min = "0",
      max = "1048576")
  int memoryMebibytes() default 0;

  /** How much memory a peer may take. */
  @AttributeDefinition(
      name = "Memory of a peer (MiB)",
      description = "How many mebibytes of it the streams of one peer may take.",
      min = "1",
      max = "1048576")
  int memoryPerPeerMebibytes() default 128;

  /** How much memory a connection may take. */
  @AttributeDefinition(
      name = "Memory of a connection (MiB)",
      description = "How many mebibytes of it the streams of one connection may take.",
      min = "1",
      max = "1048576")
  int memoryPerConnectionMebibytes() default 64;

  /** How fast an address may connect. */
  @AttributeDefinition(
      name = "Inbound rate (connections per second)",
      description =
          "How many connections one address may begin in a second; an IPv6 address counts as its"
              + " /56. 0 for no limit.",
      min = "0",
      max = "" + MAX_COUNT)
  int inboundConnectionsPerSecondPerAddress() default 16;

  /** Whether the own machine has that limit, too. */
  @AttributeDefinition(
      name = "Inbound rate on loopback",
      description = "Whether connections from this machine keep to the inbound rate, too.")
  boolean inboundRateOnLoopback() default false;

  /** How many peers are remembered. */
  @AttributeDefinition(
      name = "Peers",
      description = "How many peers the node remembers; who was heard of longest ago is forgotten.",
      min = "1",
      max = "1000000")
  int maxPeers() default 10_000;
}

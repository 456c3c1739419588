package org.helia.discovery.bootstrap.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(
    name = "Helia OSGi: bootstrap",
    description = "Whom the node reaches first when it has joined a network.")
@interface BootstrapConfig {
  /** The configuration's name. */
  String PID = "org.helia.discovery.bootstrap";

  /** The longest time that an option takes, in seconds: a day. */
  long MAX_SECONDS = 86_400;

  /** How many addresses the list may have. */
  int MAX_ADDRESSES = 1_000;

  /** The list. */
  @AttributeDefinition(
      name = "Peers",
      description =
          "Addresses with the ids of peers at their end. The commands bootstrap-add and bootstrap-rm"
              + " change the list. In the local network only those with private IPs are reached.")
  String[] peers() default {
    "/dnsaddr/bootstrap.libp2p.io/p2p/QmNnooDu7bfjPFoTZYxMNLWUQJyrVwtbZg5gBMjTezGAJN",
    "/dnsaddr/bootstrap.libp2p.io/p2p/QmQCU2EcMqAqQPR2i9bChDtGNJchTbq5TbXJJ16u19uLTa",
    "/dnsaddr/bootstrap.libp2p.io/p2p/QmbLHAnMoJPWSCR5Zhtx6BHJX9KiKNN6tpvbUcqanj75Nb",
    "/dnsaddr/bootstrap.libp2p.io/p2p/QmcZf59bWwK5XFi76CZX8cbJ4BhTzzA3gU1ZjYZcYW3dwt",
    "/dnsaddr/va1.bootstrap.libp2p.io/p2p/12D3KooWKnDdG3iXw9eTFijk3EWSunZcFi54Zka4wmtqtt6rPxc8",
    "/ip4/104.131.131.82/tcp/4001/p2p/QmaCpDMGvV2BGHeYERUEnRQAwe3N8SzbUtfsmvsqQLuvuJ",
    "/ip4/104.131.131.82/udp/4001/quic-v1/p2p/QmaCpDMGvV2BGHeYERUEnRQAwe3N8SzbUtfsmvsqQLuvuJ"
  };

  /** When to look for more. */
  @AttributeDefinition(
      name = "Least peers",
      description = "While fewer peers are connected, peers of the list are reached.",
      min = "0",
      max = "1000")
  int minPeers() default 4;

  /** How often to look. */
  @AttributeDefinition(
      name = "Period (s)",
      description =
          "How many seconds pass between two looks at how many peers are connected. A peer that was not"
              + " reached, or did not stay, is left alone for as long, and twice as long each further time.",
      min = "1",
      max = "" + MAX_SECONDS)
  long periodSeconds() default 30;

  /** How long a peer is left alone at most. */
  @AttributeDefinition(
      name = "Longest back-off (s)",
      description = "How many seconds a peer that is not reached is left alone at most.",
      min = "1",
      max = "" + MAX_SECONDS)
  long maxBackOffSeconds() default 900;
}

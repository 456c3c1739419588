package org.helia.net.internal.limit;

/** For whom something is limited. */
public enum Level {
  /** The node as a whole. */
  SYSTEM,
  /** One peer, over all its connections. */
  PEER,
  /** One connection. */
  CONNECTION,
  /** One protocol, over all peers. */
  PROTOCOL,
  /** One protocol with one peer. */
  PROTOCOL_AND_PEER
}

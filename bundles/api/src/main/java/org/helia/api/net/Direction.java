package org.helia.api.net;

/** Who began a connection or a stream. */
public enum Direction {
  /** The remote. */
  INBOUND,
  /** This node. */
  OUTBOUND
}

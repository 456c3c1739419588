package org.helia.net.internal.limit;

import org.helia.api.net.Direction;

/** What is limited. */
public enum Resource {
  /** Streams that remotes opened. */
  INBOUND_STREAMS("inbound streams"),
  /** Streams that this node opened. */
  OUTBOUND_STREAMS("outbound streams"),
  /** Connections that remotes dialled, from their acceptance on. */
  INBOUND_CONNECTIONS("inbound connections"),
  /** Connections that this node dialled, from the attempt on. */
  OUTBOUND_CONNECTIONS("outbound connections"),
  /** Connections that remotes dialled, until they are ready. */
  INBOUND_HANDSHAKES("inbound handshakes"),
  /** What connections buffer for streams, beyond what each has of its own. */
  MEMORY("memory in bytes");

  private final String text;

  Resource(String text) {
    this.text = text;
  }

  /** The streams of a direction. */
  public static Resource streams(Direction direction) {
    return direction == Direction.INBOUND ? INBOUND_STREAMS : OUTBOUND_STREAMS;
  }

  /** The connections of a direction. */
  public static Resource connections(Direction direction) {
    return direction == Direction.INBOUND ? INBOUND_CONNECTIONS : OUTBOUND_CONNECTIONS;
  }

  /** As errors and the shell call it. */
  @Override
  public String toString() {
    return text;
  }
}

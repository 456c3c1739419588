package org.helia.net.spi;

import io.netty.channel.Channel;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes many streams of one channel. Register an implementation as a service. */
@ConsumerType
public interface Muxer {
  /** The name that multistream-select agrees on, as in "/yamux/1.0.0". */
  String protocol();

  /**
   * Adds its handlers to the end of the pipeline. Called on the channel's event loop. The channel
   * belongs to the connection from now on.
   *
   * @param initiator whether this node dialled
   * @param scope takes the streams that the remote opens, from the first byte on
   */
  MuxedConnection mux(
      Channel channel, boolean initiator, MuxedConnection.Path path, ConnectionScope scope);
}

package org.helia.net.spi;

import org.osgi.annotation.versioning.ProviderType;

/** Counts what one connection uses against the limits, and takes its inbound streams. */
@ProviderType
public interface ConnectionScope {
  /**
   * Offers a stream that the remote has opened.
   *
   * @return false when there are too many; the muxer then resets it
   */
  boolean accept(MuxedStream stream);

  /**
   * Asks for memory to buffer what comes and goes; a window grows only when this is granted. {@link
   * org.helia.net.spi.stream.MemoryAccount} asks for what a connection holds.
   *
   * @param bytes positive
   * @return false when the limit is reached
   */
  boolean reserveMemory(long bytes);

  /** Gives memory back; all of it has to be given back before the connection's end is told. */
  void releaseMemory(long bytes);
}

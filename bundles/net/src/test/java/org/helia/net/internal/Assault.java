package org.helia.net.internal;

/** A connection on which a hostile peer opens streams, whatever carries it. */
interface Assault extends AutoCloseable {
  /** Opens a stream with these bytes; waits until they are on their way or the connection ended. */
  void open(byte[]... begin) throws Exception;

  /** As {@link #open}, and says that nothing more follows. */
  void openAndEnd(byte[]... begin) throws Exception;

  /** As {@link #open}, and resets the stream at once. */
  void openAndReset(byte[]... begin) throws Exception;

  /** Reads nothing from now on. */
  Assault deaf();

  /** Whether the node has not cut it off. */
  boolean isOpen();

  /** Whether the node has said anything about a stream. */
  boolean isAnswered();

  @Override
  void close();
}

package org.helia.cli.internal.server;

/** Told how far a client has come. */
interface Clients {
  /**
   * A client's command is over, or there will be none.
   *
   * @return whether the node ends now, because it was there for its clients only and this was the
   *     last; the connection is then left to the end of the process
   */
  boolean commandEnded(Client client);

  /** A client's connection is closed. */
  void gone(Client client);
}

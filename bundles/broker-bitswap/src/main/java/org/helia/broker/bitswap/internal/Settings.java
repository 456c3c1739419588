package org.helia.broker.bitswap.internal;

import java.time.Duration;
import org.helia.broker.bitswap.internal.client.ClientLimits;
import org.helia.broker.bitswap.internal.server.ServerLimits;

/**
 * The configuration, read.
 *
 * @param sendTimeout how long a peer may take nothing of what is sent to it
 * @param receiveTimeout how long a peer may pause in the middle of a message
 */
record Settings(
    ClientLimits client, ServerLimits server, Duration sendTimeout, Duration receiveTimeout) {
  private static final long KIB = 1024;

  static Settings of(BitswapConfig config) {
    return new Settings(
        new ClientLimits(
            KIB * config.maxFetchingKiBPerPeer(), Duration.ofMillis(config.patienceMillis())),
        new ServerLimits(
            config.serveThreads(),
            config.maxWantsPerPeer(),
            KIB * config.maxOutstandingKiBPerPeer(),
            KIB * config.maxOutstandingKiB()),
        Duration.ofMillis(config.sendTimeoutMillis()),
        Duration.ofMillis(config.receiveTimeoutMillis()));
  }
}

package org.helia.api.net;

import java.util.List;

/**
 * What the network is made of now.
 *
 * @param transports the names of the transports that are there
 * @param secureChannels the protocols of the secure channels
 * @param muxers the protocols of the muxers
 * @param problems what does not work and why, one sentence each; empty when all is well
 */
public record NetStatus(
    List<String> transports,
    List<String> secureChannels,
    List<String> muxers,
    List<String> problems) {
  /** Copies the lists. */
  public NetStatus {
    transports = List.copyOf(transports);
    secureChannels = List.copyOf(secureChannels);
    muxers = List.copyOf(muxers);
    problems = List.copyOf(problems);
  }
}

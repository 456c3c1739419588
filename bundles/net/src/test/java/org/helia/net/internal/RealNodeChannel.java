package org.helia.net.internal;

import io.netty.channel.Channel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.helia.net.spi.SecureChannel;

/** A secure channel that says what its handshakes agreed on, and can offer them no muxers. */
final class RealNodeChannel implements SecureChannel {
  private final SecureChannel real;
  private final boolean earlyMuxers;
  private volatile Optional<String> agreed = Optional.empty();

  RealNodeChannel(SecureChannel real, boolean earlyMuxers) {
    this.real = real;
    this.earlyMuxers = earlyMuxers;
  }

  @Override
  public String protocol() {
    return real.protocol();
  }

  @Override
  public CompletableFuture<Secured> secure(Channel channel, Handshake asked) {
    Handshake handshake =
        new Handshake(
            asked.initiator(),
            asked.localKey(),
            asked.expectedPeer(),
            earlyMuxers ? asked.muxers() : List.of(),
            asked.timeout());
    return real.secure(channel, handshake)
        .thenApply(
            secured -> {
              agreed = secured.muxer();
              return secured;
            });
  }

  Optional<String> agreed() {
    return agreed;
  }
}

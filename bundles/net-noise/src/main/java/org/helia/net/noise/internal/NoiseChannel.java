package org.helia.net.noise.internal;

import io.netty.channel.Channel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.helia.api.crypto.AgreementKey;
import org.helia.api.crypto.Crypto;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.net.spi.SecureChannel;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The secure channel {@code /noise}. Its Noise key lasts as long as the component, so that the
 * identity key signs once and not for each connection; forward secrecy comes from the ephemeral
 * keys.
 */
@Component
public final class NoiseChannel implements SecureChannel {
  /** The name that multistream-select agrees on. */
  static final String PROTOCOL = "/noise";

  private final Crypto crypto;
  private final AgreementKey noiseKey;
  private volatile @Nullable Introduction introduction;

  /** Noise over some cryptography. */
  @Activate
  public NoiseChannel(@Reference Crypto crypto) {
    this.crypto = crypto;
    this.noiseKey = crypto.newAgreementKey();
  }

  /** The payload of one identity, without muxers. */
  private record Introduction(PrivateKey identity, Payload payload) {}

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public CompletableFuture<Secured> secure(Channel channel, Handshake handshake) {
    NoiseHandshake noise =
        new NoiseHandshake(
            crypto,
            handshake.initiator(),
            noiseKey,
            crypto.newAgreementKey(),
            HandshakeHandler.NO_PROLOGUE);
    Payload payload = payload(handshake.localKey(), handshake.muxers());
    HandshakeHandler handler = new HandshakeHandler(crypto, noise, handshake, payload);
    channel.pipeline().addLast(handler);
    return handler.result();
  }

  private Payload payload(PrivateKey identity, List<String> muxers) {
    Introduction known = introduction;
    if (known == null || !known.identity().equals(identity)) {
      known =
          new Introduction(identity, Payload.of(crypto, identity, noiseKey.publicKey(), List.of()));
      introduction = known;
    }
    return known.payload().withMuxers(muxers);
  }
}

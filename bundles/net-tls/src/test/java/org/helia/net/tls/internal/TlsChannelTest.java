package org.helia.net.tls.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.helia.api.crypto.BadCertificateException;
import org.helia.api.crypto.Crypto;
import org.helia.api.crypto.PeerCertificate;
import org.helia.api.crypto.PeerCertificates;
import org.helia.api.net.HandshakeException;
import org.helia.crypto.internal.NodeCertificates;
import org.helia.crypto.internal.NodeCrypto;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;
import org.helia.net.spi.SecureChannel.Handshake;
import org.helia.net.spi.SecureChannel.Secured;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsChannelTest {
  private static final Crypto CRYPTO = NodeCrypto.of("conscrypt", "bouncycastle", "jdk");
  private static final PeerCertificates CERTIFICATES = new NodeCertificates(CRYPTO);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final List<String> YAMUX = List.of("/yamux/1.0.0");

  private final PrivateKey ours = CRYPTO.generate(KeyType.ED25519);
  private final PrivateKey theirs = CRYPTO.generate(KeyType.ED25519);
  private final List<EmbeddedChannel> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(EmbeddedChannel::finishAndReleaseAll);
  }

  /** One end of a connection. */
  private record Side(EmbeddedChannel channel, CompletableFuture<Secured> result) {
    byte[] sent() {
      return bytes(channel::readOutbound);
    }

    byte[] received() {
      return bytes(channel::readInbound);
    }

    private static byte[] bytes(Supplier<ByteBuf> queue) {
      ByteBuf all = Unpooled.buffer();
      for (ByteBuf part = queue.get(); part != null; part = queue.get()) {
        all.writeBytes(part);
        part.release();
      }
      return ByteBufUtil.getBytes(all);
    }

    Secured secured() {
      return result.getNow(null);
    }
  }

  private Side side(PeerCertificates certificates, Handshake handshake) {
    EmbeddedChannel channel = new EmbeddedChannel();
    open.add(channel);
    return new Side(channel, new TlsChannel(certificates).secure(channel, handshake));
  }

  private Side dialer(PrivateKey key, PeerId expected, List<String> muxers) {
    return side(
        CERTIFICATES, new Handshake(true, key, Optional.ofNullable(expected), muxers, TIMEOUT));
  }

  private Side listener(PrivateKey key, List<String> muxers) {
    return side(CERTIFICATES, new Handshake(false, key, Optional.empty(), muxers, TIMEOUT));
  }

  private static void connect(Side one, Side other) {
    for (byte[] there = one.sent(), back = other.sent();
        there.length + back.length > 0;
        there = one.sent(), back = other.sent()) {
      if (other.channel().isOpen()) {
        other.channel().writeInbound(Unpooled.copiedBuffer(there));
      }
      if (one.channel().isOpen()) {
        one.channel().writeInbound(Unpooled.copiedBuffer(back));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void secure_bothSides_knowEachOther(KeyType type) {
    PrivateKey identity = CRYPTO.generate(type);
    Side dialer = dialer(identity, PeerId.of(theirs.publicKey()), YAMUX);
    Side listener = listener(theirs, YAMUX);

    connect(dialer, listener);

    assertThat(dialer.secured())
        .isEqualTo(new Secured(theirs.publicKey(), Optional.of("/yamux/1.0.0")));
    assertThat(listener.secured())
        .isEqualTo(new Secured(identity.publicKey(), Optional.of("/yamux/1.0.0")));
    assertThat(dialer.channel().pipeline().get(SslHandler.class).engine().getSession())
        .satisfies(
            session -> {
              assertThat(session.getProtocol()).isEqualTo("TLSv1.3");
              assertThat(session.getPeerCertificates()).hasSize(1);
            });
  }

  @Test
  void secure_bytes_comeThroughBothWays() {
    Side dialer = dialer(ours, null, YAMUX);
    Side listener = listener(theirs, YAMUX);
    connect(dialer, listener);
    byte[] content = new byte[300_000];
    new Random(1).nextBytes(content);

    dialer.channel().writeOutbound(Unpooled.copiedBuffer(content));
    listener.channel().writeOutbound(Unpooled.copiedBuffer(content));
    connect(dialer, listener);

    assertThat(listener.received()).isEqualTo(content);
    assertThat(dialer.received()).isEqualTo(content);
  }

  @Test
  void secure_otherMuxers_leavesThatToMultistream() {
    Side dialer = dialer(ours, null, List.of("/a"));
    Side listener = listener(theirs, List.of("/b"));

    connect(dialer, listener);

    assertThat(dialer.secured().muxer()).isEmpty();
    assertThat(listener.secured().muxer()).isEmpty();
    assertThat(dialer.channel().pipeline().get(SslHandler.class).applicationProtocol())
        .isEqualTo("libp2p");
  }

  /** As js-libp2p makes them. */
  @Test
  void secure_certificatesWithoutNames_areAccepted() {
    PeerCertificates nameless = new NamelessCertificates(CERTIFICATES);
    Side dialer = side(nameless, new Handshake(true, ours, Optional.empty(), YAMUX, TIMEOUT));
    Side listener = side(nameless, new Handshake(false, theirs, Optional.empty(), YAMUX, TIMEOUT));

    connect(dialer, listener);

    assertThat(dialer.secured().remoteKey()).isEqualTo(theirs.publicKey());
    assertThat(listener.secured().remoteKey()).isEqualTo(ours.publicKey());
  }

  @Test
  void secure_otherPeerThanExpected_isRefused() {
    PeerId expected = PeerId.of(CRYPTO.generate(KeyType.ED25519).publicKey());
    Side dialer = dialer(ours, expected, YAMUX);
    Side listener = listener(theirs, YAMUX);

    connect(dialer, listener);

    assertThatThrownBy(dialer.result()::join)
        .hasCause(
            new HandshakeException(
                "looked for peer " + expected + ", found " + PeerId.of(theirs.publicKey())));
    assertThat(dialer.channel().isOpen()).isFalse();
  }

  /** A certificate with which somebody says to be who he is not. */
  @Test
  void secure_certificateOfAnother_isRefused() {
    PeerCertificates lying =
        new PeerCertificates() {
          @Override
          public PeerCertificate issue(PrivateKey identity) {
            PeerCertificate stolen = CERTIFICATES.issue(identity);
            PeerCertificate own = CERTIFICATES.issue(CRYPTO.generate(KeyType.ED25519));
            return new PeerCertificate(stolen.certificate(), own.privateKey());
          }

          @Override
          public PublicKey verify(List<X509Certificate> chain) {
            return CERTIFICATES.verify(chain);
          }
        };
    Side dialer = dialer(ours, null, YAMUX);
    Side listener = side(lying, new Handshake(false, theirs, Optional.empty(), YAMUX, TIMEOUT));

    connect(dialer, listener);

    assertThatThrownBy(dialer.result()::join).hasCauseInstanceOf(HandshakeException.class);
    assertThat(dialer.channel().isOpen()).isFalse();
  }

  @Test
  void secure_badCertificate_isRefusedWithTheReason() {
    PeerCertificates refusing =
        new PeerCertificates() {
          @Override
          public PeerCertificate issue(PrivateKey identity) {
            return CERTIFICATES.issue(identity);
          }

          @Override
          public PublicKey verify(List<X509Certificate> chain) {
            throw new BadCertificateException("the signature is not right");
          }
        };
    Side dialer = side(refusing, new Handshake(true, ours, Optional.empty(), YAMUX, TIMEOUT));
    Side listener = listener(theirs, YAMUX);

    connect(dialer, listener);

    assertThatThrownBy(dialer.result()::join)
        .hasCauseInstanceOf(HandshakeException.class)
        .hasMessageContaining("the TLS handshake failed: the signature is not right");
    assertThatThrownBy(listener.result()::join).hasCauseInstanceOf(HandshakeException.class);
    assertThat(dialer.channel().isOpen()).isFalse();
    assertThat(listener.channel().isOpen()).isFalse();
  }

  @Test
  void secure_silentRemote_isGivenUpInTime() {
    Side dialer = dialer(ours, null, YAMUX);
    dialer.channel().advanceTimeBy(TIMEOUT.toMillis() + 1, TimeUnit.MILLISECONDS);
    dialer.channel().runScheduledPendingTasks();

    assertThatThrownBy(dialer.result()::join)
        .hasCauseInstanceOf(HandshakeException.class)
        .hasMessageContaining("handshake timed out after 10000ms");
  }

  @Test
  void secure_garbage_isRefused() {
    Side listener = listener(theirs, YAMUX);

    listener.channel().writeInbound(Unpooled.copiedBuffer("GET / HTTP/1.1\r\n\r\n", US_ASCII));

    assertThatThrownBy(listener.result()::join).hasCauseInstanceOf(HandshakeException.class);
    assertThat(listener.channel().isOpen()).isFalse();
  }

  @Test
  void secure_remoteCloses_fails() {
    Side dialer = dialer(ours, null, YAMUX);

    dialer.channel().close();

    assertThatThrownBy(dialer.result()::join).hasCauseInstanceOf(HandshakeException.class);
  }
}

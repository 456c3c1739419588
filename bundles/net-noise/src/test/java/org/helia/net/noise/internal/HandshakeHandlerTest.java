package org.helia.net.noise.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.helia.api.crypto.Crypto;
import org.helia.api.net.HandshakeException;
import org.helia.crypto.internal.NodeCrypto;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.net.spi.SecureChannel.Handshake;
import org.helia.net.spi.SecureChannel.Secured;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HandshakeHandlerTest {
  private static final Crypto CRYPTO = NodeCrypto.of("conscrypt", "bouncycastle", "jdk");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final List<EmbeddedChannel> OPEN = new ArrayList<>();

  @AfterEach
  void close() {
    OPEN.forEach(EmbeddedChannel::finishAndReleaseAll);
    OPEN.clear();
  }

  /** One end of a connection. */
  private record Side(EmbeddedChannel channel, CompletableFuture<Secured> result) {
    Side {
      OPEN.add(channel);
    }

    static Side of(HandshakeHandler handler) {
      return new Side(new EmbeddedChannel(handler), handler.result());
    }

    static Side of(NoiseChannel noise, Handshake handshake) {
      EmbeddedChannel channel = new EmbeddedChannel();
      return new Side(channel, noise.secure(channel, handshake));
    }

    /** What it has sent since the last call. */
    byte[] sent() {
      ByteBuf all = Unpooled.buffer();
      for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
        all.writeBytes(part);
        part.release();
      }
      return ByteBufUtil.getBytes(all);
    }

    void receive(byte[] bytes) {
      channel.writeInbound(Unpooled.copiedBuffer(bytes));
    }

    /** What it has decrypted since the last call. */
    byte[] received() {
      ByteBuf all = Unpooled.buffer();
      for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
        all.writeBytes(part);
        part.release();
      }
      return ByteBufUtil.getBytes(all);
    }

    Secured secured() {
      return result.getNow(null);
    }
  }

  private static Side side(Fixture vector, boolean initiator) {
    String prefix = initiator ? "initiator" : "responder";
    String other = initiator ? "responder" : "initiator";
    NoiseHandshake noise =
        new NoiseHandshake(
            CRYPTO,
            initiator,
            CRYPTO.agreementKey(vector.bytes(prefix + "_static_private_hex")),
            CRYPTO.agreementKey(vector.bytes(prefix + "_ephemeral_private_hex")),
            HandshakeHandler.NO_PROLOGUE);
    Handshake wanted =
        new Handshake(
            initiator,
            PrivateKey.fromBytes(vector.bytes(prefix + "_identity_private_protobuf_hex")),
            Optional.of(PeerId.parse(vector.text(other + "_peer_id"))),
            vector.object("stream_muxers").texts(prefix),
            TIMEOUT);
    Payload payload = Payload.decode(vector.bytes(prefix + "_payload_hex"));
    assertThat(payload.encode()).isEqualTo(vector.bytes(prefix + "_payload_hex"));
    return Side.of(new HandshakeHandler(CRYPTO, noise, wanted, payload));
  }

  @ParameterizedTest
  @FixtureSource("noise/libp2p-noise.json")
  void handshake_withKnownKeys_isAsTheVectorSays(Fixture vector) {
    Side initiator = side(vector, true);
    Side responder = side(vector, false);
    byte[] first = initiator.sent();
    assertThat(first).isEqualTo(vector.bytes("framed_message_0_hex"));
    responder.receive(first);
    byte[] second = responder.sent();
    assertThat(second).isEqualTo(vector.bytes("framed_message_1_hex"));
    initiator.receive(second);
    if (vector.text("expect").equals("initiator refuses")) {
      requireRefused(initiator);
      return;
    }
    byte[] third = initiator.sent();
    assertThat(third).isEqualTo(vector.bytes("framed_message_2_hex"));
    responder.receive(third);
    if (vector.text("expect").equals("responder refuses")) {
      requireRefused(responder);
      return;
    }
    requireSecured(initiator, vector.text("responder_peer_id"), vector);
    requireSecured(responder, vector.text("initiator_peer_id"), vector);
    vector.list("transport").forEach(frame -> transport(initiator, responder, frame));
  }

  private static void requireRefused(Side side) {
    assertThatThrownBy(side.result()::join)
        .hasCauseInstanceOf(HandshakeException.class)
        .hasMessageContaining("did not sign the Noise key with which it introduced itself");
    assertThat(side.sent()).isEmpty();
  }

  private static void requireSecured(Side side, String remote, Fixture vector) {
    assertThat(PeerId.of(side.secured().remoteKey())).hasToString(remote);
    assertThat(side.secured().muxer())
        .isEqualTo(vector.object("stream_muxers").texts("initiator").stream().findFirst());
  }

  private static void transport(Side initiator, Side responder, Fixture frame) {
    boolean fromInitiator = frame.text("from").equals("initiator");
    Side from = fromInitiator ? initiator : responder;
    Side to = fromInitiator ? responder : initiator;
    byte[] sealed = frame.bytes("framed_ciphertext_hex");
    byte[] plaintext = frame.bytes("plaintext_hex");
    if (plaintext.length > 0) {
      from.channel().writeOutbound(Unpooled.copiedBuffer(plaintext));
      assertThat(from.sent()).isEqualTo(sealed);
    }
    to.receive(sealed);
    assertThat(to.received()).isEqualTo(plaintext);
  }

  private static Handshake handshake(boolean initiator, PrivateKey key, PeerId expected) {
    return new Handshake(
        initiator, key, Optional.ofNullable(expected), List.of("/yamux/1.0.0"), TIMEOUT);
  }

  /** Carries bytes to and fro until both are quiet, one byte at a time. */
  private static void connect(Side one, Side other) {
    for (byte[] there = one.sent(), back = other.sent();
        there.length + back.length > 0;
        there = one.sent(), back = other.sent()) {
      for (byte b : there) {
        other.receive(new byte[] {b});
      }
      for (byte b : back) {
        one.receive(new byte[] {b});
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void secure_bothSides_knowEachOther(KeyType type) {
    PrivateKey ours = CRYPTO.generate(type);
    PrivateKey theirs = CRYPTO.generate(KeyType.ED25519);
    Side dialer =
        Side.of(new NoiseChannel(CRYPTO), handshake(true, ours, PeerId.of(theirs.publicKey())));
    Side listener = Side.of(new NoiseChannel(CRYPTO), handshake(false, theirs, null));

    connect(dialer, listener);

    assertThat(dialer.secured())
        .isEqualTo(new Secured(theirs.publicKey(), Optional.of("/yamux/1.0.0")));
    assertThat(listener.secured())
        .isEqualTo(new Secured(ours.publicKey(), Optional.of("/yamux/1.0.0")));
  }

  @Test
  void secure_noMuxerInCommon_isRefused() {
    NoiseChannel noise = new NoiseChannel(CRYPTO);
    PrivateKey key = CRYPTO.generate(KeyType.ED25519);
    Side dialer =
        Side.of(noise, new Handshake(true, key, Optional.empty(), List.of("/a", "/c"), TIMEOUT));
    Side listener =
        Side.of(noise, new Handshake(false, key, Optional.empty(), List.of("/b"), TIMEOUT));

    connect(dialer, listener);

    assertThatThrownBy(dialer.result()::join)
        .hasCause(new HandshakeException("the remote muxes with none of /a, /c, only with others"));
    assertThat(listener.result()).isNotDone();
  }

  @Test
  void secure_oneSideSaysNothingOfMuxers_leavesThatToMultistream() {
    NoiseChannel noise = new NoiseChannel(CRYPTO);
    PrivateKey key = CRYPTO.generate(KeyType.ED25519);
    Side dialer = Side.of(noise, new Handshake(true, key, Optional.empty(), List.of(), TIMEOUT));
    Side listener =
        Side.of(noise, new Handshake(false, key, Optional.empty(), List.of("/b"), TIMEOUT));

    connect(dialer, listener);

    assertThat(dialer.secured().muxer()).isEmpty();
    assertThat(listener.secured().muxer()).isEmpty();
  }

  @Test
  void secure_severalMuxers_takesTheDialersBest() {
    NoiseChannel noise = new NoiseChannel(CRYPTO);
    PrivateKey key = CRYPTO.generate(KeyType.ED25519);
    Side dialer =
        Side.of(
            noise, new Handshake(true, key, Optional.empty(), List.of("/x", "/b", "/a"), TIMEOUT));
    Side listener =
        Side.of(noise, new Handshake(false, key, Optional.empty(), List.of("/a", "/b"), TIMEOUT));

    connect(dialer, listener);

    assertThat(dialer.secured().muxer()).contains("/b");
    assertThat(listener.secured().muxer()).contains("/b");
  }

  @Test
  void secure_otherPeerThanExpected_isRefusedBeforeWeSayWhoWeAre() {
    PeerId expected = PeerId.of(CRYPTO.generate(KeyType.ED25519).publicKey());
    PrivateKey theirs = CRYPTO.generate(KeyType.ED25519);
    Side dialer =
        Side.of(
            new NoiseChannel(CRYPTO), handshake(true, CRYPTO.generate(KeyType.ED25519), expected));
    Side listener = Side.of(new NoiseChannel(CRYPTO), handshake(false, theirs, null));

    connect(dialer, listener);

    assertThatThrownBy(dialer.result()::join)
        .hasCause(
            new HandshakeException(
                "looked for peer " + expected + ", found " + PeerId.of(theirs.publicKey())));
    assertThat(listener.result()).isNotDone();
  }

  @Test
  void secure_silentRemote_isGivenUpInTime() {
    Side listener =
        Side.of(new NoiseChannel(CRYPTO), handshake(false, CRYPTO.generate(KeyType.ED25519), null));
    listener.channel().advanceTimeBy(TIMEOUT.toMillis() - 1, TimeUnit.MILLISECONDS);
    listener.channel().runScheduledPendingTasks();
    assertThat(listener.result()).isNotDone();

    listener.channel().advanceTimeBy(2, TimeUnit.MILLISECONDS);
    listener.channel().runScheduledPendingTasks();

    assertThatThrownBy(listener.result()::join)
        .hasCause(
            new HandshakeException(
                "the Noise handshake did not end within 10000 ms: 0 of 3 messages came through"));
  }

  @Test
  void secure_remoteCloses_fails() {
    Side dialer =
        Side.of(new NoiseChannel(CRYPTO), handshake(true, CRYPTO.generate(KeyType.ED25519), null));
    dialer.sent();

    dialer.channel().close();

    assertThatThrownBy(dialer.result()::join)
        .hasCause(
            new HandshakeException(
                "the remote closed the connection after 1 of 3 messages of the Noise handshake"));
  }

  @Test
  void secure_tooLongMessage_isRefusedByItsLength() {
    Side listener =
        Side.of(new NoiseChannel(CRYPTO), handshake(false, CRYPTO.generate(KeyType.ED25519), null));

    listener.receive(new byte[] {(byte) 0x40, 1});

    assertThatThrownBy(listener.result()::join)
        .hasCause(
            new HandshakeException(
                "a message of a Noise handshake has at most 16384 bytes, the remote announces"
                    + " 16385"));
  }

  @Test
  void secure_garbage_isRefused() {
    Side dialer =
        Side.of(new NoiseChannel(CRYPTO), handshake(true, CRYPTO.generate(KeyType.ED25519), null));
    byte[] garbage = new byte[202];
    garbage[1] = (byte) 200;
    garbage[2] = 9;

    dialer.receive(garbage);

    assertThatThrownBy(dialer.result()::join)
        .hasCauseInstanceOf(HandshakeException.class)
        .hasMessageContaining("message 2 of the Noise handshake is of no use: ");
  }

  /** The first frames may come in one piece with the last message of the handshake. */
  @Test
  void secure_frameRightBehindTheHandshake_isPassedOnAfterTheFutureEnded() {
    NoiseChannel noise = new NoiseChannel(CRYPTO);
    PrivateKey key = CRYPTO.generate(KeyType.ED25519);
    Side dialer = Side.of(noise, handshake(true, key, null));
    Side listener = Side.of(noise, handshake(false, key, null));
    listener.receive(dialer.sent());
    dialer.receive(listener.sent());
    dialer.channel().writeOutbound(Unpooled.copiedBuffer(new byte[] {1, 2, 3}));
    boolean[] early = {true};
    listener.result().thenRun(() -> early[0] = listener.channel().inboundMessages().isEmpty());

    listener.receive(dialer.sent());

    assertThat(early[0]).as("nothing was passed on before").isTrue();
    assertThat(listener.received()).containsExactly(1, 2, 3);
  }
}

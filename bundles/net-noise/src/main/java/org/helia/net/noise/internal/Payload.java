package org.helia.net.noise.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.helia.api.crypto.Crypto;
import org.helia.api.net.HandshakeException;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;
import org.helia.multiformats.protobuf.ProtobufReader;
import org.helia.multiformats.protobuf.ProtobufWriter;

/**
 * What the two sides tell each other during the handshake: who they are, and that the Noise key is
 * theirs. A protobuf message.
 *
 * @param identityKey the public key in libp2p's encoding
 * @param signature by that key over the Noise key
 * @param muxers what it can mux with, its best first
 * @see <a
 *     href="https://github.com/libp2p/specs/blob/master/noise/README.md#the-libp2p-handshake-payload">The
 *     libp2p handshake payload</a>
 */
@SuppressWarnings("ArrayRecordComponent") // Handed from reader to check at once, never compared.
record Payload(byte[] identityKey, byte[] signature, List<String> muxers) {
  /** As many muxers as are looked at; there are two in the world. */
  static final int MAX_MUXERS = 32;

  private static final byte[] PREFIX = "noise-libp2p-static-key:".getBytes(US_ASCII);

  private static final int IDENTITY_KEY = 1;
  private static final int IDENTITY_SIG = 2;
  private static final int EXTENSIONS = 4;
  private static final int STREAM_MUXERS = 2;

  /** What a side says of itself. */
  static Payload of(Crypto crypto, PrivateKey identity, byte[] noiseKey, List<String> muxers) {
    return new Payload(
        identity.publicKey().toBytes(), crypto.sign(identity, signed(noiseKey)), muxers);
  }

  /** The same with other muxers, which the signature does not cover. */
  Payload withMuxers(List<String> others) {
    return new Payload(identityKey, signature, others);
  }

  private static byte[] signed(byte[] noiseKey) {
    return ByteBuffer.allocate(PREFIX.length + noiseKey.length).put(PREFIX).put(noiseKey).array();
  }

  /**
   * The key of the side that sent this, if it proves that the Noise key is its own.
   *
   * @throws HandshakeException when it does not
   */
  PublicKey verify(Crypto crypto, byte[] noiseKey) {
    PublicKey key = key();
    if (!crypto.verify(key, signed(noiseKey), signature)) {
      throw new HandshakeException(
          "the " + key + " did not sign the Noise key with which it introduced itself");
    }
    return key;
  }

  private PublicKey key() {
    try {
      return PublicKey.fromBytes(identityKey);
    } catch (MultiformatsException e) {
      throw new HandshakeException("the remote's identity key is none: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a payload; fields that nobody knows here are skipped, and repeated ones count as protobuf
   * has it: of values the last, of extensions all together.
   *
   * @throws HandshakeException when it is malformed
   */
  static Payload decode(byte[] bytes) {
    byte[] key = {};
    byte[] signature = {};
    List<String> muxers = new ArrayList<>();
    try {
      for (ProtobufReader from = new ProtobufReader(bytes); from.next(); ) {
        switch (from.field()) {
          case IDENTITY_KEY -> key = from.bytes();
          case IDENTITY_SIG -> signature = from.bytes();
          case EXTENSIONS -> decodeMuxers(from.message(), muxers);
          default -> {} // As protobuf has it.
        }
      }
      return new Payload(key, signature, List.copyOf(muxers));
    } catch (MultiformatsException e) {
      throw new HandshakeException("the remote's Noise payload is malformed: " + e.getMessage(), e);
    }
  }

  private static void decodeMuxers(ProtobufReader extensions, List<String> muxers) {
    while (extensions.next()) {
      if (extensions.field() == STREAM_MUXERS && muxers.size() < MAX_MUXERS) {
        muxers.add(extensions.lenientText());
      }
    }
  }

  /** The message as bytes. */
  byte[] encode() {
    ProtobufWriter to =
        new ProtobufWriter().bytes(IDENTITY_KEY, identityKey).bytes(IDENTITY_SIG, signature);
    if (!muxers.isEmpty()) {
      ProtobufWriter extensions = new ProtobufWriter();
      muxers.forEach(muxer -> extensions.text(STREAM_MUXERS, muxer));
      to.message(EXTENSIONS, extensions);
    }
    return to.toBytes();
  }
}

package org.helia.net.noise.internal;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.AgreementKey;
import org.helia.api.crypto.Crypto;
import org.helia.api.net.HandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * The three messages of the pattern XX: {@code -> e}, {@code <- e, ee, s, es}, {@code -> s, se}.
 * Each side calls write and read in turn, the initiator begins with write.
 *
 * @see <a href="https://noiseprotocol.org/noise.html#interactive-handshake-patterns-fundamental">
 *     Noise, section 7.5</a>
 */
final class NoiseHandshake {
  private static final int KEY = AgreementKey.BYTES;
  private static final int SEALED_KEY = KEY + Aead.TAG_BYTES;

  private final Crypto crypto;
  private final boolean initiator;
  private final AgreementKey ours;
  private final AgreementKey ephemeral;
  private final SymmetricState state;
  private byte @Nullable [] theirEphemeral;
  private byte @Nullable [] theirStatic;
  private int messages;

  /**
   * A handshake.
   *
   * @param ours the key of this side that lasts
   * @param ephemeral the key of this side for this handshake alone
   */
  NoiseHandshake(
      Crypto crypto,
      boolean initiator,
      AgreementKey ours,
      AgreementKey ephemeral,
      byte[] prologue) {
    this.crypto = crypto;
    this.initiator = initiator;
    this.ours = ours;
    this.ephemeral = ephemeral;
    this.state = new SymmetricState(crypto, prologue);
  }

  boolean isOver() {
    return messages == 3;
  }

  /** How many messages went to and fro. */
  int messages() {
    return messages;
  }

  /** The next message of this side. */
  byte[] write(byte[] payload) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    switch (messages++) {
      case 0 -> message.writeBytes(writeEphemeral());
      case 1 -> {
        message.writeBytes(writeEphemeral());
        state.mixKey(ephemeral.agree(theirEphemeral()));
        message.writeBytes(state.encryptAndHash(ours.publicKey()));
        state.mixKey(ours.agree(theirEphemeral()));
      }
      case 2 -> {
        message.writeBytes(state.encryptAndHash(ours.publicKey()));
        state.mixKey(ours.agree(theirEphemeral()));
      }
      default -> throw new IllegalStateException("the handshake is over");
    }
    message.writeBytes(state.encryptAndHash(payload));
    return message.toByteArray();
  }

  private byte[] writeEphemeral() {
    byte[] key = ephemeral.publicKey();
    state.mixHash(key);
    return key;
  }

  /**
   * The payload of the other side's next message.
   *
   * @throws HandshakeException when it is too short
   * @throws org.helia.api.crypto.CryptoException when it was changed, or a key in it is of no use
   */
  byte[] read(byte[] message) {
    int length =
        switch (messages++) {
          case 0 -> readEphemeral(message);
          case 1 -> {
            int read = readEphemeral(message);
            state.mixKey(ephemeral.agree(theirEphemeral()));
            read += readStatic(message, read);
            state.mixKey(ephemeral.agree(theirStatic()));
            yield read;
          }
          case 2 -> {
            int read = readStatic(message, 0);
            state.mixKey(ephemeral.agree(theirStatic()));
            yield read;
          }
          default -> throw new IllegalStateException("the handshake is over");
        };
    return state.decryptAndHash(Arrays.copyOfRange(message, length, message.length));
  }

  private int readEphemeral(byte[] message) {
    byte[] key = part(message, 0, KEY);
    theirEphemeral = key;
    state.mixHash(key);
    return KEY;
  }

  private int readStatic(byte[] message, int from) {
    theirStatic = state.decryptAndHash(part(message, from, SEALED_KEY));
    return SEALED_KEY;
  }

  private byte[] part(byte[] message, int from, int length) {
    if (message.length - from < length) {
      throw new HandshakeException(
          "message %d of the Noise handshake has %d bytes, too few for its keys"
              .formatted(messages, message.length));
    }
    return Arrays.copyOfRange(message, from, from + length);
  }

  private byte[] theirEphemeral() {
    return required(theirEphemeral);
  }

  /** The lasting key of the other side, known after its message that carries it. */
  byte[] theirStatic() {
    return required(theirStatic);
  }

  private static byte[] required(byte @Nullable [] key) {
    if (key == null) {
      throw new IllegalStateException("the other side has not sent its key");
    }
    return key;
  }

  /** The hash of all that went to and fro. */
  byte[] hash() {
    return state.hash();
  }

  /** What seals and opens the frames that follow. */
  Ciphers split() {
    SymmetricState.Keys keys = state.split();
    CipherState first = new CipherState(crypto.aead(keys.ofInitiator()));
    CipherState second = new CipherState(crypto.aead(keys.ofResponder()));
    return initiator ? new Ciphers(first, second) : new Ciphers(second, first);
  }

  /**
   * The ciphers of one side.
   *
   * @param sealing for what it sends
   * @param opening for what it receives
   */
  record Ciphers(CipherState sealing, CipherState opening) {}
}

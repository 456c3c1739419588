package org.helia.net.noise.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.CryptoException;

/**
 * A key and the number of the next frame.
 *
 * @see <a href="https://noiseprotocol.org/noise.html#the-cipherstate-object">Noise, section 5.1</a>
 */
final class CipherState {
  /** The last number, 2^64 - 1, is reserved. */
  private static final long RESERVED = -1;

  /** Four zeros, then the number with its lowest byte first (Noise, section 12.3). */
  private final ByteBuffer nonce =
      ByteBuffer.allocate(Aead.NONCE_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private final Aead aead;
  private long next;

  CipherState(Aead aead) {
    this(aead, 0);
  }

  /** Goes on after some frames. */
  CipherState(Aead aead, long next) {
    this.aead = aead;
    this.next = next;
  }

  void seal(byte[] associatedData, ByteBuffer plaintext, ByteBuffer sealed) {
    aead.seal(nonce(), associatedData, plaintext, sealed);
    next++;
  }

  /** The number moves on only if the frame was authentic. */
  void open(byte[] associatedData, ByteBuffer sealed, ByteBuffer plaintext) {
    aead.open(nonce(), associatedData, sealed, plaintext);
    next++;
  }

  private byte[] nonce() {
    if (next == RESERVED) {
      throw new CryptoException("All numbers for frames under this key have been used");
    }
    return nonce.putLong(Integer.BYTES, next).array();
  }
}

package org.helia.api.crypto;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * ChaCha20-Poly1305 under one key. For one thread at a time; one object seals or opens any number
 * of frames.
 *
 * <p>Buffers may be direct or on the heap, direct ones are fastest, and a mixture costs a copy. The
 * positions of both move behind what was read and written; after an error they are where they were,
 * and the room of the output holds nothing of use. Input and output may be the same memory if they
 * begin at the same place.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8439">RFC 8439</a>
 */
@ProviderType
public interface Aead {
  /** The length of a key in bytes. */
  int KEY_BYTES = 32;

  /** The length of a nonce in bytes. */
  int NONCE_BYTES = 12;

  /** The length of the tag behind the encrypted bytes, in bytes. */
  int TAG_BYTES = 16;

  /**
   * Encrypts and authenticates a frame.
   *
   * @param nonce {@value #NONCE_BYTES} bytes that never seal another frame under this key; it may
   *     be reused after the call
   * @param associatedData what is authenticated besides the frame; empty for nothing
   * @param plaintext the frame, from its position to its limit
   * @param sealed receives {@value #TAG_BYTES} bytes more than the frame has
   * @throws CryptoException when the nonce has another length or was the last one already, or there
   *     is too little room
   */
  void seal(byte[] nonce, byte[] associatedData, ByteBuffer plaintext, ByteBuffer sealed);

  /**
   * Decrypts a frame and checks that nobody changed it.
   *
   * @param nonce the one it was sealed with
   * @param associatedData what was authenticated besides the frame; empty for nothing
   * @param sealed the sealed frame with its tag, from its position to its limit
   * @param plaintext receives {@value #TAG_BYTES} bytes less
   * @throws NotAuthenticException when the frame is not what was sealed with this key, nonce and
   *     associated data, or is too short for a tag
   * @throws CryptoException when the nonce has another length, or there is too little room
   */
  void open(byte[] nonce, byte[] associatedData, ByteBuffer sealed, ByteBuffer plaintext);
}

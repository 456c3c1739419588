package org.helia.crypto.internal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.CryptoException;
import org.helia.api.crypto.NotAuthenticException;

/** ChaCha20-Poly1305 through the JDK's interfaces. */
final class JcaAead implements Aead {
  private final Jca jca;
  private final String transformation;
  private final SecretKeySpec key;

  /** Two, because a cipher compares the nonce with that of its last frame. */
  private final Cipher sealer;

  private Cipher opener;

  JcaAead(Jca jca, String transformation, byte[] key) throws GeneralSecurityException {
    this.jca = jca;
    this.transformation = transformation;
    this.key = new SecretKeySpec(key, "ChaCha20");
    this.sealer = jca.cipher(transformation);
    this.opener = jca.cipher(transformation);
  }

  static AeadScheme scheme(Jca jca, String transformation) {
    return key -> new JcaAead(jca, transformation, key);
  }

  @Override
  public void seal(byte[] nonce, byte[] associatedData, ByteBuffer plaintext, ByteBuffer sealed) {
    requireRoom(sealed.remaining() - TAG_BYTES, plaintext.remaining());
    try {
      sealer.init(Cipher.ENCRYPT_MODE, key, iv(nonce));
      run(sealer, associatedData, plaintext, sealed);
    } catch (InvalidKeyException | InvalidAlgorithmParameterException e) {
      throw new CryptoException("The nonce sealed the last frame already: " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new CryptoException("The frame cannot be sealed: " + e, e);
    }
  }

  @Override
  public void open(byte[] nonce, byte[] associatedData, ByteBuffer sealed, ByteBuffer plaintext) {
    if (sealed.remaining() < TAG_BYTES) {
      throw new NotAuthenticException(
          "A sealed frame has at least %d bytes, found %d"
              .formatted(TAG_BYTES, sealed.remaining()));
    }
    requireRoom(plaintext.remaining(), sealed.remaining() - TAG_BYTES);
    try {
      initOpener(iv(nonce));
      run(opener, associatedData, sealed, plaintext);
    } catch (AEADBadTagException e) {
      throw new NotAuthenticException("The sealed frame was changed, or has another key", e);
    } catch (GeneralSecurityException e) {
      throw new CryptoException("The frame cannot be opened: " + e, e);
    }
  }

  /**
   * JDK 17 refuses the nonce of the last frame for opening, too, where nothing is wrong with it.
   */
  private void initOpener(AlgorithmParameterSpec iv) throws GeneralSecurityException {
    try {
      opener.init(Cipher.DECRYPT_MODE, key, iv);
    } catch (InvalidKeyException repeated) {
      opener = jca.cipher(transformation);
      opener.init(Cipher.DECRYPT_MODE, key, iv);
    }
  }

  private static void requireRoom(int room, int needed) {
    if (room < needed) {
      throw new CryptoException(
          "The output lacks room for %d bytes".formatted((long) needed - room));
    }
  }

  private static IvParameterSpec iv(byte[] nonce) {
    if (nonce.length != NONCE_BYTES) {
      throw new CryptoException(
          "A nonce has %d bytes, found %d".formatted(NONCE_BYTES, nonce.length));
    }
    return new IvParameterSpec(nonce);
  }

  private static void run(Cipher cipher, byte[] associatedData, ByteBuffer in, ByteBuffer out)
      throws GeneralSecurityException {
    int inStart = in.position();
    int outStart = out.position();
    try {
      if (associatedData.length > 0) {
        cipher.updateAAD(associatedData);
      }
      int length =
          in.hasArray() && out.hasArray() ? arrays(cipher, in, out) : cipher.doFinal(in, out);
      in.position(in.limit());
      out.position(outStart + length);
    } catch (GeneralSecurityException | RuntimeException e) {
      in.position(inStart);
      out.position(outStart);
      throw e;
    }
  }

  /** Conscrypt copies buffers on the heap to direct ones, but not arrays. */
  private static int arrays(Cipher cipher, ByteBuffer in, ByteBuffer out)
      throws GeneralSecurityException {
    return cipher.doFinal(
        in.array(),
        in.arrayOffset() + in.position(),
        in.remaining(),
        out.array(),
        out.arrayOffset() + out.position());
  }
}

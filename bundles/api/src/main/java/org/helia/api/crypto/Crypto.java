package org.helia.api.crypto;

import java.util.List;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a node signs, verifies, agrees on and seals with. Safe for use by many threads; nothing here
 * waits, so that event loops may call it. Arrays that are passed in are neither kept nor changed,
 * those returned belong to the caller. Every method throws {@link CryptoException} when no library
 * can do what it is asked for.
 */
@ProviderType
public interface Crypto {
  /** The size of an RSA key unless told otherwise, in bits. */
  int DEFAULT_RSA_BITS = 2048;

  /** Sizes of RSA keys are multiples of this, in bits: what all libraries can make. */
  int RSA_BITS_STEP = 128;

  /** The largest RSA key that is made, in bits, as peers accept it. */
  int MAX_RSA_BITS = 8192;

  /**
   * Makes a new key: of {@value #DEFAULT_RSA_BITS} bits for RSA, on the curve P-256 for ECDSA.
   *
   * @param type the type of key
   */
  PrivateKey generate(KeyType type);

  /**
   * Makes a new RSA key. A large one takes seconds.
   *
   * @param bits the size, a multiple of {@value #RSA_BITS_STEP} from {@value #DEFAULT_RSA_BITS} to
   *     {@value #MAX_RSA_BITS}
   * @throws CryptoException when the size is none of these
   */
  PrivateKey generateRsa(int bits);

  /**
   * Signs as libp2p does: Ed25519 the message itself; RSA (PKCS #1 v1.5), Secp256k1 and ECDSA (both
   * ASN.1 DER) its SHA-256.
   *
   * @param key whose signature it is
   * @param message what is signed
   * @return the signature
   */
  byte[] sign(PrivateKey key, byte[] message);

  /**
   * Whether a signature is the key's over a message.
   *
   * @param key whose signature it should be
   * @param message what should have been signed
   * @param signature as {@link #sign} makes it; a malformed one is just not a signature
   */
  boolean verify(PublicKey key, byte[] message, byte[] signature);

  /** Makes a new X25519 key. */
  AgreementKey newAgreementKey();

  /**
   * An X25519 key that is known already.
   *
   * @param privateKey {@value AgreementKey#BYTES} bytes
   * @throws CryptoException when it has another length
   */
  AgreementKey agreementKey(byte[] privateKey);

  /**
   * ChaCha20-Poly1305 under a key.
   *
   * @param key {@value Aead#KEY_BYTES} bytes
   * @throws CryptoException when it has another length
   */
  Aead aead(byte[] key);

  /** Which library serves what; one entry for each operation, in a fixed order. */
  List<CryptoChoice> choices();
}

package org.helia.multiformats.internal.key;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.peer.KeyType;

/**
 * Private keys as OpenSSL and others write them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5958">RFC 5958, PKCS #8</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468, PEM</a>
 */
public final class Pkcs8 {
  private static final int MAX_PEM_LENGTH = 32_768;
  private static final String LABEL = "PRIVATE KEY";
  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN ([A-Z0-9 ]+)-----\\s([A-Za-z0-9+/=\\s]*)-----END \\1-----\\s*");

  private Pkcs8() {}

  /**
   * Reads one unencrypted PKCS #8 key in PEM.
   *
   * @throws MultiformatsException if the text is anything else
   */
  public static KeyMessage readPem(String text) {
    if (text.length() > MAX_PEM_LENGTH) {
      throw new MultiformatsException(
          "A PEM key has at most " + MAX_PEM_LENGTH + " characters, found " + text.length());
    }
    Matcher pem = PEM.matcher(text);
    if (!pem.matches()) {
      throw new MultiformatsException("Expected one PEM block, -----BEGIN " + LABEL + "-----");
    }
    if (!pem.group(1).equals(LABEL)) {
      throw new MultiformatsException(
          "Expected a PEM block " + LABEL + " (PKCS #8, not encrypted), found " + pem.group(1));
    }
    try {
      return read(Base64.getDecoder().decode(pem.group(2).replaceAll("\\s", "")));
    } catch (MultiformatsException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new MultiformatsException("The PEM block is not base64: " + e.getMessage(), e);
    }
  }

  /** A PKCS #8 key in PEM. */
  public static String toPem(byte[] der) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN "
        + LABEL
        + "-----\n"
        + lines.encodeToString(der)
        + "\n-----END "
        + LABEL
        + "-----\n";
  }

  /**
   * Reads a PKCS #8 key. Attributes and the public key that newer versions append are skipped.
   *
   * @throws MultiformatsException if it is malformed or of a kind that libp2p does not know
   */
  public static KeyMessage read(byte[] der) {
    DerReader whole = new DerReader(der);
    DerReader fields = whole.sequence();
    whole.end();
    int version = fields.integer().min(BigInteger.TWO).intValue();
    if (version > 1) {
      throw new MultiformatsException("A PKCS #8 key is of version 0 or 1");
    }
    byte[] algorithm = fields.element();
    byte[] key = fields.octets();
    return Arrays.equals(algorithm, RsaFormat.ALGORITHM)
        ? new KeyMessage(KeyType.RSA, key)
        : readCurve(algorithm, key);
  }

  private static KeyMessage readCurve(byte[] algorithm, byte[] key) {
    if (Arrays.equals(algorithm, Der.sequence(Ed25519Format.ALGORITHM))) {
      DerReader whole = new DerReader(key);
      byte[] seed = whole.octets();
      whole.end();
      return new KeyMessage(KeyType.ED25519, Ed25519Format.withPublicKey(seed));
    }
    for (Curve curve : Curve.values()) {
      if (Arrays.equals(algorithm, EcFormat.algorithm(curve))) {
        EcFormat.KeyPair pair = EcFormat.readPrivateKey(key, curve);
        return curve == Curve.SECP256K1
            ? new KeyMessage(KeyType.SECP256K1, pair.secret())
            : new KeyMessage(KeyType.ECDSA, pair.privateKey(true));
      }
    }
    throw new MultiformatsException(
        "A PKCS #8 key is of RSA, Ed25519, secp256k1, P-256, P-384 or P-521, this is of another kind");
  }
}

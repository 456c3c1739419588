package org.helia.crypto.internal;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.helia.api.crypto.BadCertificateException;

/**
 * What the parameters of RSASSA-PSS have to be: one hash that is not broken throughout, and a salt
 * as long as that.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4055#section-3.1">RFC 4055, section 3.1</a>
 */
final class PssParameters {
  /** The lengths of the hashes in bytes, which are those of the salts. */
  private static final Map<String, Integer> HASHES =
      Map.of("SHA-256", 32, "SHA-384", 48, "SHA-512", 64);

  private PssParameters() {}

  /**
   * The parameters that a certificate names.
   *
   * @throws BadCertificateException when they are others, or none
   */
  static PSSParameterSpec of(AlgorithmIdentifier algorithm) throws GeneralSecurityException {
    if (algorithm.getParameters() == null) {
      throw notAllowed("none");
    }
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
    try {
      parameters.init(algorithm.getParameters().toASN1Primitive().getEncoded("DER"));
    } catch (IOException e) {
      throw new BadCertificateException("the parameters of RSASSA-PSS are malformed: " + e, e);
    }
    PSSParameterSpec found = parameters.getParameterSpec(PSSParameterSpec.class);
    if (!isAllowed(found)) {
      throw notAllowed(found.toString());
    }
    return found;
  }

  private static boolean isAllowed(PSSParameterSpec found) {
    Integer length = HASHES.get(found.getDigestAlgorithm());
    return length != null
        && length == found.getSaltLength()
        && found.getMGFParameters() instanceof MGF1ParameterSpec mask
        && mask.getDigestAlgorithm().equals(found.getDigestAlgorithm())
        && found.getTrailerField() == PSSParameterSpec.TRAILER_FIELD_BC;
  }

  private static BadCertificateException notAllowed(String found) {
    return new BadCertificateException(
        "RSASSA-PSS takes one of the hashes SHA-256, SHA-384 and SHA-512 throughout and a salt of"
            + " that length, found "
            + found);
  }
}

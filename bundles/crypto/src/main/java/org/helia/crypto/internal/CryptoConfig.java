package org.helia.crypto.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(
    name = "Helia OSGi: cryptography",
    description = "Which libraries sign, agree on keys and encrypt.")
@interface CryptoConfig {
  /** The configuration's name. */
  String PID = "org.helia.crypto";

  /** Which libraries may serve. */
  @AttributeDefinition(
      name = "Libraries",
      description =
          "Which libraries may be used, best first: conscrypt (native), bouncycastle, jdk. For each"
              + " operation the first one serves that has it and gives the right answers; only bouncycastle has"
              + " Secp256k1. A change takes effect at once.")
  String[] libraries() default {"conscrypt", "bouncycastle", "jdk"};
}

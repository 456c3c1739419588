package org.helia.api.crypto;

import java.util.List;
import java.util.Optional;

/**
 * Which library was chosen for one operation.
 *
 * @param operation the operation, as in "ChaCha20-Poly1305" or "Ed25519"
 * @param library its name and version, as in "Conscrypt 2.9.0"; empty when none can do it
 * @param passedOver libraries that come before it and could not be used, each with the reason;
 *     empty when the best one serves
 */
public record CryptoChoice(String operation, Optional<String> library, List<String> passedOver) {
  /** Keeps its own copy of the list. */
  public CryptoChoice {
    passedOver = List.copyOf(passedOver);
  }
}

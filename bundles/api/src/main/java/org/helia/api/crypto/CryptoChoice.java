package org.helia.api.crypto;

import java.util.List;

/**
 * Which implementation was chosen for one operation.
 *
 * @param operation the operation, as in "ChaCha20-Poly1305" or "sign Ed25519"
 * @param provider the name and version of the implementation, as in "Conscrypt 2.9.0"
 * @param passedOver faster implementations that could not be used, each with the reason; empty when
 *     the fastest one serves
 */
public record CryptoChoice(String operation, String provider, List<String> passedOver) {
  /** Keeps its own copy of the list. */
  public CryptoChoice {
    passedOver = List.copyOf(passedOver);
  }
}

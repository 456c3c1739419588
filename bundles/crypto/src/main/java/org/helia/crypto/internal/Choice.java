package org.helia.crypto.internal;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.helia.api.crypto.CryptoChoice;
import org.helia.api.crypto.CryptoException;

/**
 * The library that serves one operation: the first that has it and proves itself.
 *
 * @param <T> how a library does it
 * @param scheme how it is done, if any library can
 * @param report what was chosen and what was not
 */
record Choice<T>(Optional<T> scheme, CryptoChoice report) {
  /** Asks a library what it must know; throws whatever goes wrong. */
  interface Proof<T> {
    void check(T scheme) throws GeneralSecurityException;
  }

  /**
   * Chooses.
   *
   * @param operation what for
   * @param libraries best first
   * @param offer what a library offers
   * @param proof what it must show
   */
  static <T> Choice<T> of(
      String operation,
      List<CryptoLibrary> libraries,
      Function<CryptoLibrary, Optional<T>> offer,
      Proof<T> proof) {
    List<String> passedOver = new ArrayList<>();
    for (CryptoLibrary library : libraries) {
      try {
        Optional<T> scheme = offer.apply(library);
        if (scheme.isPresent()) {
          proof.check(scheme.get());
          return new Choice<>(
              scheme, new CryptoChoice(operation, Optional.of(library.name()), passedOver));
        }
      } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
        // Whatever it is that goes wrong in a library or in loading it: another one serves.
        passedOver.add(library.name() + ": " + reason(e));
      }
    }
    return new Choice<>(
        Optional.empty(), new CryptoChoice(operation, Optional.empty(), passedOver));
  }

  private static String reason(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message;
  }

  /**
   * How it is done.
   *
   * @throws CryptoException when no library can
   */
  T require() {
    return scheme.orElseThrow(
        () ->
            new CryptoException(
                report.operation()
                    + " is done by none of the libraries in the option \"libraries\" of "
                    + CryptoConfig.PID
                    + (report.passedOver().isEmpty() ? "" : ": " + report.passedOver())));
  }
}

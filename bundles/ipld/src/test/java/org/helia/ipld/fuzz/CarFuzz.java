package org.helia.ipld.fuzz;

import java.io.ByteArrayInputStream;
import org.helia.api.car.MalformedCarException;
import org.helia.ipld.car.CarReader;

/** Any bytes as a CAR. */
public final class CarFuzz {
  private CarFuzz() {}

  /** One input of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      CarReader car = new CarReader(new ByteArrayInputStream(input));
      long read = car.position();
      while (car.next().isPresent()) {
        Require.that(car.position() > read, "a section without bytes");
        read = car.position();
      }
      Require.that(car.position() <= input.length, "more read than there is");
    } catch (MalformedCarException expected) {
      // Most bytes are no CAR.
    }
  }
}

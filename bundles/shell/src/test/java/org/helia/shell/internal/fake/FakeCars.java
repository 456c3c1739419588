package org.helia.shell.internal.fake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarException;
import org.helia.api.car.CarExport;
import org.helia.api.car.CarImport;
import org.helia.api.car.CarImportOptions;
import org.helia.api.car.Cars;
import org.helia.api.car.MalformedCarException;
import org.helia.multiformats.Cid;

/** CARs that are texts: "CAR" and the roots. */
public final class FakeCars implements Cars {
  /** The roots that are missing from what is imported. */
  public final List<Cid> missing = new ArrayList<>();

  @Override
  public CarExport exportDag(
      List<Cid> roots, OutputStream out, FetchOptions options, Progress progress) {
    try {
      out.write(("CAR " + roots.get(0)).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CarException("the CAR cannot be written", e);
    }
    progress.advanced(1, 4);
    return new CarExport(1, 4);
  }

  @Override
  public CarImport importCar(InputStream in, CarImportOptions options, Progress progress) {
    try {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (!text.startsWith("CAR ")) {
        throw new MalformedCarException(0, "it has no header");
      }
      return new CarImport(List.of(Cid.parse(text.substring(4))), missing, 6, 298);
    } catch (IOException e) {
      throw new CarException("the CAR cannot be read", e);
    }
  }
}

package org.helia.api.car;

import java.util.List;
import java.util.Optional;
import org.helia.multiformats.Cid;

/**
 * What a CAR file says of itself.
 *
 * @param version 1 or 2
 * @param roots the roots that the header names
 * @param dataOffset where the CARv1 begins, in bytes from the beginning of the file
 * @param dataBytes its length in bytes
 * @param fullyIndexed whether a CARv2 says that its index names every section
 * @param index how the index of a CARv2 is laid out; empty when there is none
 * @param indexed how many sections the index names
 */
public record CarInfo(
    int version,
    List<Cid> roots,
    long dataOffset,
    long dataBytes,
    boolean fullyIndexed,
    Optional<CarIndexKind> index,
    long indexed) {
  /** Keeps its own copy of the list. */
  public CarInfo {
    roots = List.copyOf(roots);
  }
}

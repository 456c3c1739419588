package org.helia.blockstore.flatfs.internal;

import java.util.Optional;
import org.helia.multiformats.Multibase;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.Multihash;

/**
 * The names of block files: the multihash in upper-case base32 without padding, and an extension.
 */
final class BlockName {
  static final String EXTENSION = ".data";

  private BlockName() {}

  /** The name of a block's file without the extension. */
  static String of(Multihash hash) {
    return Multibase.BASE32UPPER.encodeRaw(hash.toBytes());
  }

  /**
   * The name in a file's name.
   *
   * @return empty when the file is not called as blocks are
   */
  static Optional<String> in(String fileName) {
    return fileName.endsWith(EXTENSION)
        ? Optional.of(fileName.substring(0, fileName.length() - EXTENSION.length()))
        : Optional.empty();
  }

  /**
   * The block that a name names.
   *
   * @return empty when it is not exactly what {@link #of} makes of some multihash
   */
  static Optional<Multihash> parse(String name) {
    try {
      Multihash hash = Multihash.fromBytes(Multibase.BASE32UPPER.decodeRaw(name));
      // Decoding accepts lower case, too, but such a file would not be found by its hash.
      return of(hash).equals(name) ? Optional.of(hash) : Optional.empty();
    } catch (MultiformatsException e) {
      return Optional.empty();
    }
  }
}

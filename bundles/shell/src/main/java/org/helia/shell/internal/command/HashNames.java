package org.helia.shell.internal.command;

import java.util.Locale;
import org.helia.multiformats.Multicodec;
import org.helia.shell.internal.grammar.UsageException;

/** The names of hash functions. */
final class HashNames {
  private static final String TAG = "multihash";

  private HashNames() {}

  /** The multicodec code; whether the node can compute it shows when it does. */
  static long code(String name) {
    return Multicodec.byName(name.toLowerCase(Locale.ROOT))
        .filter(codec -> codec.tag().equals(TAG) || codec.code() == Multicodec.IDENTITY)
        .map(Multicodec::code)
        .orElseThrow(() -> new UsageException("unknown hash function \"" + name + "\""));
  }
}

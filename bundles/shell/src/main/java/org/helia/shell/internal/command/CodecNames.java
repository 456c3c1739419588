package org.helia.shell.internal.command;

import org.helia.multiformats.Multicodec;
import org.helia.shell.internal.grammar.UsageException;

/** The names of codecs. */
final class CodecNames {
  private CodecNames() {}

  /** The multicodec code; whether the node has the codec shows when it is used. */
  static long code(String name) {
    return Multicodec.byName(name)
        .map(Multicodec::code)
        .orElseThrow(() -> new UsageException("unknown codec \"" + name + "\""));
  }
}

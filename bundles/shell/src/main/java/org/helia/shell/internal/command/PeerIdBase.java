package org.helia.shell.internal.command;

import java.util.Arrays;
import java.util.Optional;
import org.helia.multiformats.Multibase;
import org.helia.multiformats.peer.PeerId;
import org.helia.shell.internal.grammar.UsageException;

/** How peer ids are written: by the names that Kubo's options have for it. */
final class PeerIdBase {
  /** The text of a peer id that is no CID. */
  static final String BASE58_MULTIHASH = "b58mh";

  private PeerIdBase() {}

  /**
   * An id in a base, which is {@link #BASE58_MULTIHASH} or the name or prefix of a multibase for
   * its CID.
   *
   * @throws UsageException when there is no such base
   */
  static String text(PeerId id, String base) {
    if (base.equals(BASE58_MULTIHASH)) {
      return id.toString();
    }
    return Multibase.byName(base)
        .or(() -> byPrefix(base))
        .map(id::toString)
        .orElseThrow(() -> new UsageException("unknown base \"" + base + "\""));
  }

  private static Optional<Multibase> byPrefix(String base) {
    return Arrays.stream(Multibase.values())
        .filter(each -> base.equals(Character.toString(each.prefix())))
        .findFirst();
  }
}

package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.codec.Hasher;
import org.helia.api.node.Helia;
import org.helia.multiformats.Multicodec;
import org.helia.shell.internal.Io;

/** {@code helia:cid-hashes}. */
@Command(scope = "helia", name = "cid-hashes", description = "List the hash functions of CIDs")
public final class CidHashes extends DataCommand {
  @Option(name = "-n", aliases = "--numeric", description = "Print their codes, too")
  private boolean numeric;

  @Option(
      name = "-s",
      aliases = "--supported",
      description = "List only those that this node computes")
  private boolean supported;

  private final Helia helia;

  /** Asks a node what it supports. */
  public CidHashes(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    List<Multicodec> listed = supported ? supported() : known();
    CodeTable.print(io, listed, numeric, json());
  }

  private static List<Multicodec> known() {
    return Multicodec.all().stream()
        .filter(codec -> codec.tag().equals("multihash") || codec.code() == Multicodec.IDENTITY)
        .toList();
  }

  private List<Multicodec> supported() {
    Stream<Long> codes = helia.hashers().list().stream().map(Hasher::code);
    return codes.map(Multicodec::byCode).flatMap(Optional::stream).toList();
  }
}

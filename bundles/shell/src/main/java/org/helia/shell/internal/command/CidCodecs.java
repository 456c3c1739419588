package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.codec.Codec;
import org.helia.api.node.Helia;
import org.helia.multiformats.Multicodec;
import org.helia.shell.internal.Io;

/** {@code helia:cid-codecs}. */
@Command(scope = "helia", name = "cid-codecs", description = "List the codecs of CIDs")
public final class CidCodecs extends DataCommand {
  @Option(name = "-n", aliases = "--numeric", description = "Print their codes, too")
  private boolean numeric;

  @Option(name = "-s", aliases = "--supported", description = "List only those that this node has")
  private boolean supported;

  private final Helia helia;

  /** Asks a node what it supports. */
  public CidCodecs(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    List<Multicodec> listed = supported ? supported() : known();
    CodeTable.print(io, listed, numeric, json());
  }

  private static List<Multicodec> known() {
    return Multicodec.all().stream().filter(codec -> codec.tag().equals("ipld")).toList();
  }

  private List<Multicodec> supported() {
    Stream<Long> codes = helia.codecs().list().stream().map(Codec::code);
    return codes.map(Multicodec::byCode).flatMap(Optional::stream).toList();
  }
}

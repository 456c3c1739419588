package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.helia.shell.internal.Io;

/** {@code helia:cid-base32}. */
@Command(
    scope = "helia",
    name = "cid-base32",
    description = "Convert CIDs to version 1 in base32",
    detailedDescription = "Without arguments the CIDs are the lines of standard input.")
public final class CidBase32 extends DataCommand {
  @Argument(index = 0, name = "cid", description = "CIDs", multiValued = true)
  private List<String> cids = List.of();

  @Override
  protected void run(Io io) throws IOException {
    EachCid.print(io, cids, json(), cid -> cid.toV1().toString());
  }
}

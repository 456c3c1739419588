package org.helia.shell.internal.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.support.table.ShellTable;
import org.helia.api.node.Helia;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.multiformats.Multicodec;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;

/** {@code helia:profiles}. */
@Command(
    scope = "helia",
    name = "profiles",
    description = "List the profiles that an add can have",
    detailedDescription =
        "A profile decides what DAG, and so what CID, files and directories become: add --profile=<name>."
            + " Plugins can bring more of them. A pipe gets the columns apart by tabs.")
public final class ListProfiles extends DataCommand {
  private final Helia helia;

  /** Asks a node. */
  public ListProfiles(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    List<UnixFsProfile> profiles = helia.unixFs().profiles();
    if (json()) {
      for (UnixFsProfile profile : profiles) {
        io.println(asJson(profile));
      }
      return;
    }
    ShellTable table = new ShellTable();
    List.of("Name", "CID", "Hash", "Leaves", "Chunker", "Layout", "File links", "HAMT")
        .forEach(table::column);
    profiles.forEach(profile -> addRow(table, profile));
    table.print(io.out(), StandardCharsets.UTF_8, io.terminals().out());
  }

  private static void addRow(ShellTable table, UnixFsProfile profile) {
    table
        .addRow()
        .addContent(
            profile.name(),
            "v" + profile.cidVersion(),
            Multicodec.nameOf(profile.hash()),
            leaves(profile),
            profile.chunker(),
            layout(profile),
            profile.maxFileLinks(),
            hamt(profile));
  }

  private static String leaves(UnixFsProfile profile) {
    return profile.rawLeaves() ? "raw" : "dag-pb";
  }

  private static String layout(UnixFsProfile profile) {
    return profile.layout().name().toLowerCase(Locale.ROOT);
  }

  private static String hamt(UnixFsProfile profile) {
    return "%d wide over %d bytes of %s"
        .formatted(profile.hamtFanout(), profile.hamtThresholdBytes(), estimation(profile));
  }

  private static String estimation(UnixFsProfile profile) {
    return profile.hamtEstimation().name().toLowerCase(Locale.ROOT);
  }

  private static String asJson(UnixFsProfile profile) throws IOException {
    return Json.object(
        json -> {
          json.writeStringField("Name", profile.name());
          json.writeNumberField("CidVersion", profile.cidVersion());
          json.writeStringField("Hash", Multicodec.nameOf(profile.hash()));
          json.writeBooleanField("RawLeaves", profile.rawLeaves());
          json.writeStringField("Chunker", profile.chunker().toString());
          json.writeStringField("Layout", layout(profile));
          json.writeNumberField("FileMaxLinks", profile.maxFileLinks());
          json.writeNumberField("DirectoryMaxLinks", profile.maxDirectoryLinks());
          json.writeNumberField("HamtMaxFanout", profile.hamtFanout());
          json.writeNumberField("HamtThresholdBytes", profile.hamtThresholdBytes());
          json.writeStringField("HamtEstimation", estimation(profile));
          json.writeNumberField("InlineLimit", profile.inlineBytes());
        });
  }
}

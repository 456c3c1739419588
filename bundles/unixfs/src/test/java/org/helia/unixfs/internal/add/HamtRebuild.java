package org.helia.unixfs.internal.add;

import java.util.List;
import org.helia.api.block.BlockWriter;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.multiformats.Cid;
import org.helia.unixfs.internal.format.Metadata;

/** Writes a directory whose entries are stored already. */
public final class HamtRebuild {
  private HamtRebuild() {}

  /** The root of a directory with these entries. */
  public static Cid root(BlockWriter blocks, UnixFsProfile profile, List<DirectoryEntry> entries) {
    List<Entry> links =
        entries.stream()
            .map(
                entry ->
                    new Entry(
                        entry.name(), new DagRoot(entry.cid(), entry.dagSize(), entry.dagSize())))
            .toList();
    return new DirectoryWriter(new NodeWriter(blocks, profile), profile)
        .write(links, Metadata.NONE)
        .cid();
  }
}

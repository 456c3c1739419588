package org.helia.blockstore.flatfs.internal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.helia.multiformats.Multihash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the journals that an earlier process left: it died, or its disk was full. */
final class JournalReplay {
  private static final Logger LOG = LoggerFactory.getLogger(JournalReplay.class);
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path directory;
  private final Disk disk;
  private final WriteGate gate;

  /** The last put of each block that was not deleted afterwards. */
  private final Map<Multihash, Journaled> last = new HashMap<>();

  JournalReplay(Path directory, Disk disk, WriteGate gate) {
    this.directory = directory;
    this.disk = disk;
    this.gate = gate;
  }

  /**
   * Reads them all.
   *
   * @return the journals by their numbers, each with the blocks that were last put there and not
   *     deleted since
   */
  SortedMap<Long, Journal> read() throws IOException {
    List<Content> contents = new ArrayList<>();
    for (Map.Entry<Long, Path> each : files().entrySet()) {
      Path file = each.getValue();
      // The process may have died between writing and forcing; what is read is promised again.
      disk.force(file);
      contents.add(new Content(each.getKey(), Files.size(file), puts(file)));
    }
    if (!contents.isEmpty()) {
      disk.forceDirectory(directory);
    }
    SortedMap<Long, Journal> journals = new TreeMap<>();
    contents.forEach(content -> journals.put(content.number(), journal(content)));
    return journals;
  }

  private Journal journal(Content content) {
    List<Journaled> blocks =
        content.puts().stream().filter(block -> last.get(block.hash()) == block).toList();
    return Journal.replayed(directory, content.number(), disk, gate, blocks, content.bytes());
  }

  /** What a journal has before it is known what the later ones take back. */
  private record Content(long number, long bytes, List<Journaled> puts) {}

  private SortedMap<Long, Path> files() throws IOException {
    SortedMap<Long, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> stream =
        Files.newDirectoryStream(directory, "*" + Journal.EXTENSION)) {
      for (Path file : stream) {
        String name = file.getFileName().toString();
        String number = name.substring(0, name.length() - Journal.EXTENSION.length());
        try {
          files.put(Long.valueOf(number), file);
        } catch (NumberFormatException e) {
          LOG.debug("{} is not a journal; ignored", file);
        }
      }
    }
    return files;
  }

  private List<Journaled> puts(Path file) throws IOException {
    List<Journaled> blocks = new ArrayList<>();
    long at = 0;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))) {
      for (JournalRecord record = JournalRecord.read(in);
          record != null;
          record = JournalRecord.read(in)) {
        apply(record, blocks);
        at += record.size();
      }
    }
    if (at < Files.size(file)) {
      LOG.info(
          "{} ends in {} bytes that are no whole record, as a crash leaves them; ignored",
          file,
          Files.size(file) - at);
    }
    return blocks;
  }

  private void apply(JournalRecord record, List<Journaled> blocks) {
    if (record.kind() == JournalRecord.Kind.PUT) {
      Journaled block = new Journaled(record.hash(), record.bytes(), true);
      last.put(block.hash(), block);
      blocks.add(block);
    } else {
      last.remove(record.hash());
    }
  }
}

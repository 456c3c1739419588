package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.List;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Names;

/** Prints listings as Kubo does. */
final class LsTextPrinter implements LsPrinter {
  private static final String HASH = "Hash";
  private static final String SIZE = "Size";

  private final Io io;
  private final boolean headers;
  private final boolean size;
  private final boolean several;
  private boolean first = true;
  private boolean headerDue;

  /**
   * Prints to somebody.
   *
   * @param size whether to print sizes
   * @param several whether there is more than one listing, so that each needs a title
   */
  LsTextPrinter(Io io, boolean headers, boolean size, boolean several) {
    this.io = io;
    this.headers = headers;
    this.size = size;
    this.several = several;
  }

  @Override
  public void begin(String path) {
    if (several) {
      io.println((first ? "" : System.lineSeparator()) + path + ":");
    }
    first = false;
    headerDue = headers;
  }

  @Override
  public void aligned(List<LsEntry> entries) throws IOException {
    int hashWidth = headerDue ? HASH.length() : 0;
    int sizeWidth = headerDue ? SIZE.length() : 0;
    for (LsEntry entry : entries) {
      hashWidth = Math.max(hashWidth, entry.cid().toString().length());
      sizeWidth = Math.max(sizeWidth, size(entry).length());
    }
    if (headerDue) {
      print(HASH, hashWidth, SIZE, sizeWidth, "Name");
      headerDue = false;
    }
    for (LsEntry entry : entries) {
      String name = Names.escaped(entry.name()) + (entry.isDirectory() ? "/" : "");
      print(entry.cid().toString(), hashWidth, size(entry), sizeWidth, name);
    }
    io.requireOpen();
  }

  private static String size(LsEntry entry) {
    return entry.isDirectory() ? "-" : Long.toString(entry.size());
  }

  private void print(String hash, int hashWidth, String sizeText, int sizeWidth, String name) {
    StringBuilder line = new StringBuilder();
    pad(line.append(hash), hashWidth - hash.length() + 1);
    if (size) {
      pad(line.append(sizeText), sizeWidth - sizeText.length() + 1);
    }
    io.println(line.append(name).toString());
  }

  private static void pad(StringBuilder line, int count) {
    line.append(" ".repeat(count));
  }

  @Override
  public void end() {
    // A listing ends with its last line.
  }

  @Override
  public void close() {
    // Nothing is kept back.
  }
}

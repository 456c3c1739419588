package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.List;

/** Prints listings, one after the other. */
interface LsPrinter {
  /** Begins the listing of what the user typed. */
  void begin(String path) throws IOException;

  /** Prints entries that are to stand in line with each other. */
  void aligned(List<LsEntry> entries) throws IOException;

  /** Ends the listing. */
  void end() throws IOException;

  /** Ends all listings. */
  void close() throws IOException;
}

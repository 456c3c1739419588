package org.helia.cli.internal.server;

import java.nio.file.Path;
import java.util.List;

/**
 * What a client wants.
 *
 * @param words the command line, nothing in it quoted or expanded
 * @param directory where the client is, absolute
 * @param terminal what the client's standard streams are
 */
record Request(List<String> words, Path directory, ClientTerminal terminal) {
  /** Keeps its own copy of the list. */
  Request {
    words = List.copyOf(words);
  }
}

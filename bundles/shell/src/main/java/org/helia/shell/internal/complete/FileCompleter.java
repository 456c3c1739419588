package org.helia.shell.internal.complete;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;

/** Completes files, seen from the session's directory. */
public final class FileCompleter extends SimpleCompleter {
  private static final int MAX_ENTRIES = 1000;

  @Override
  void complete(Session session, CommandLine line, String typed, List<Candidate> candidates)
      throws IOException {
    String parent = typed.substring(0, typed.lastIndexOf('/') + 1);
    Path directory = session.currentDir().resolve(parent);
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (candidates.size() >= MAX_ENTRIES) {
          return;
        }
        String path = parent + entry.getFileName();
        if (path.startsWith(typed)) {
          candidates.add(Files.isDirectory(entry) ? beginning(path + "/") : whole(path, ""));
        }
      }
    }
  }
}

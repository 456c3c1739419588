package org.helia.datastores.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.helia.api.store.DatastoreException;

/** The file that says which datastore is in use: its name, in one line. */
final class Choice {
  /** Names are short; a longer file is not one of ours. */
  private static final int MAX_BYTES = 1024;

  private final Path file;

  Choice(Path file) {
    this.file = file;
  }

  /**
   * The name.
   *
   * @return empty when none was ever chosen
   * @throws DatastoreException when the file cannot be read or names nothing
   */
  Optional<String> read() {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new DatastoreException(unusable("it is too long"));
      }
      String name = Files.readString(file).strip();
      if (name.isEmpty()) {
        throw new DatastoreException(unusable("it is empty"));
      }
      return Optional.of(name);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new DatastoreException(unusable(e.toString()), e);
    }
  }

  private String unusable(String why) {
    return "%s must name the datastore in use, as in \"mvstore\", but %s".formatted(file, why);
  }

  /** Durable when this returns; a crash leaves the old name or the new one. */
  void write(String name) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(fresh, (name + "\n").getBytes(StandardCharsets.UTF_8));
      sync(fresh);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync(folder);
    } catch (IOException e) {
      throw new DatastoreException(
          "could not note in %s that datastore %s is in use: %s".formatted(file, name, e), e);
    }
  }

  private static void sync(Path path) throws IOException {
    StandardOpenOption mode =
        Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }

  Path file() {
    return file;
  }
}

package org.helia.unixfs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.helia.testkit.fixture.Fixture;

/** Writes the directory trees that the fixtures describe to disk. */
final class Listings {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz01234567890-_";

  private Listings() {}

  static void write(Fixture listing, Path directory) throws IOException {
    switch (listing.text("list", "entries")) {
      case "entries" -> writeEntries(listing, directory);
      case "numbered" -> writeNumbered(listing, directory);
      case "kubo_names" -> writeKuboNames(listing, directory);
      default -> throw new IllegalArgumentException(listing.toString());
    }
  }

  private static void writeEntries(Fixture listing, Path directory) throws IOException {
    for (Fixture entry : listing.list("entries")) {
      Path path = directory.resolve(entry.text("path"));
      Files.createDirectories(path.getParent());
      if (entry.flag("dir")) {
        Files.createDirectories(path);
      } else if (entry.has("link")) {
        Files.createSymbolicLink(path, Path.of(entry.text("link")));
      } else {
        Files.write(path, Contents.bytes(entry.object("content")));
      }
    }
  }

  private static void writeNumbered(Fixture listing, Path directory) throws IOException {
    int width = listing.has("width") ? (int) listing.number("width") : 1;
    String text = listing.text("text", "{i}\n");
    for (int i = 1; i <= listing.number("count"); i++) {
      String number = ("%0" + width + "d").formatted(i);
      String name = listing.text("prefix", "file") + number + listing.text("suffix", "");
      Files.writeString(directory.resolve(name), text.replace("{i}", Integer.toString(i)));
    }
  }

  private static void writeKuboNames(Fixture listing, Path directory) throws IOException {
    long count = listing.number("count");
    try (InputStream letters = Contents.chacha(listing.text("seed"), Integer.MAX_VALUE)) {
      for (long i = 1; i <= count; i++) {
        long length = listing.number(i == count ? "last_name_length" : "name_length");
        byte[] name = letters.readNBytes((int) length);
        for (int at = 0; at < name.length; at++) {
          name[at] = (byte) ALPHABET.charAt((name[at] & 0xff) % ALPHABET.length());
        }
        Files.writeString(directory.resolve(new String(name, UTF_8)), "x");
      }
    }
  }
}

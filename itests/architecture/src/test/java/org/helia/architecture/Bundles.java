package org.helia.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The bundles of this build, found by their folders: a new one is under the rules without being
 * named here.
 */
final class Bundles {

  static final Path ROOT = Path.of(System.getProperty("helia.root")).normalize();

  /** Folder names, such as {@code blockstore-flatfs}. */
  static final List<String> NAMES = names();

  private Bundles() {}

  private static List<String> names() {
    try (var folders = Files.list(ROOT.resolve("bundles"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path classesOf(String bundle) {
    return ROOT.resolve("bundles").resolve(bundle).resolve("target/classes");
  }

  /** The main classes of all bundles. */
  static JavaClasses classes() {
    return new ClassFileImporter().importPaths(NAMES.stream().map(Bundles::classesOf).toList());
  }

  static String packageOf(String bundle) {
    return "org.helia." + bundle.replace('-', '.');
  }

  /** The bundle that owns a class, by its package; empty for classes that are not Helia's. */
  static Optional<String> owner(JavaClass type) {
    return NAMES.stream()
        .filter(bundle -> (type.getPackageName() + ".").startsWith(packageOf(bundle) + "."))
        .max(Comparator.comparing(String::length));
  }
}

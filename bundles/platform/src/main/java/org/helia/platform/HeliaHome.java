package org.helia.platform;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/**
 * Where a node keeps its files. Two homes are two nodes.
 *
 * @param directory the absolute path of the home
 */
public record HeliaHome(Path directory) {
  /** The framework or system property that names the home. */
  public static final String PROPERTY = "helia.home";

  /** Makes the path absolute. */
  public HeliaHome {
    directory = directory.toAbsolutePath().normalize();
  }

  /** The home of the node that a bundle runs in: {@value #PROPERTY}, or {@code ~/.helia}. */
  public static HeliaHome of(BundleContext context) {
    return named(context.getProperty(PROPERTY));
  }

  private static HeliaHome named(@Nullable String configured) {
    return new HeliaHome(
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".helia")
            : Path.of(configured));
  }

  /** What a configuration names: absolute paths as they are, relative ones below the home. */
  public Path resolve(String path) {
    return directory.resolve(path);
  }

  /** The directory of blocks and other data. */
  public Path repository() {
    return directory.resolve("repository");
  }

  /** The directory of private keys, readable by the owner only. */
  public Path keys() {
    return directory.resolve("keys");
  }

  /** The directory of sockets and process ids of a running node. */
  public Path run() {
    return directory.resolve("run");
  }
}

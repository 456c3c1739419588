package org.helia.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/**
 * A node in this process: the bundles of the class path as they are in the container, with their
 * default configuration, blocks and other data in memory. The API is shared with the benchmarks.
 */
final class LocalNode implements AutoCloseable {
  /** Symbolic names of what the benchmarks and the bundles have in common. */
  private static final Set<String> SHARED =
      Set.of("org.helia.api", "org.helia.multiformats", "org.jspecify.jspecify", "slf4j.api");

  /** Beginnings of the symbolic names of what is installed. */
  private static final List<String> INSTALLED =
      List.of(
          "org.helia.",
          "org.osgi.service.component",
          "org.osgi.util.",
          "org.apache.felix.scr",
          "bcp",
          "org.conscrypt");

  /** A bundle of the class path. */
  private record Jar(Path file, String symbolicName, String exports) {}

  private final Path home;
  private final Framework framework;

  private LocalNode(Path home, Framework framework) {
    this.home = home;
    this.framework = framework;
  }

  /**
   * Starts a new node.
   *
   * @throws IllegalStateException when that fails
   */
  static LocalNode start() {
    try {
      Path home = Files.createTempDirectory("helia-benchmark");
      List<Jar> jars = jars();
      Framework framework = new FrameworkFactory().newFramework(configuration(home, jars));
      LocalNode node = new LocalNode(home, framework);
      framework.start();
      node.install(jars);
      return node;
    } catch (IOException | BundleException e) {
      throw new IllegalStateException("the node does not start", e);
    }
  }

  private static Map<String, String> configuration(Path home, List<Jar> jars) {
    Map<String, String> configuration = new HashMap<>();
    configuration.put(Constants.FRAMEWORK_STORAGE, home.resolve("framework").toString());
    configuration.put("helia.home", home.toString());
    configuration.put(
        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
        jars.stream()
            .filter(jar -> SHARED.contains(jar.symbolicName()))
            .map(Jar::exports)
            .collect(Collectors.joining(",")));
    return configuration;
  }

  private void install(List<Jar> jars) throws BundleException {
    BundleContext context = framework.getBundleContext();
    List<Bundle> bundles = new ArrayList<>();
    for (Jar jar : jars) {
      boolean wanted = INSTALLED.stream().anyMatch(jar.symbolicName()::startsWith);
      if (wanted && !SHARED.contains(jar.symbolicName())) {
        bundles.add(context.installBundle(jar.file().toUri().toString()));
      }
    }
    for (Bundle bundle : bundles) {
      bundle.start();
    }
  }

  private static List<Jar> jars() throws IOException {
    List<Jar> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.endsWith(".jar")) {
        try (JarFile jar = new JarFile(entry)) {
          Manifest manifest = jar.getManifest();
          String name = header(manifest, Constants.BUNDLE_SYMBOLICNAME).replaceFirst(";.*", "");
          jars.add(new Jar(Path.of(entry), name, header(manifest, Constants.EXPORT_PACKAGE)));
        }
      }
    }
    return jars;
  }

  private static String header(Manifest manifest, String name) {
    String value = manifest == null ? null : manifest.getMainAttributes().getValue(name);
    return value == null ? "" : value;
  }

  /** A service of the node, which all bundles have been started for. */
  <T> T service(Class<T> type) {
    BundleContext context = framework.getBundleContext();
    ServiceReference<T> reference = context.getServiceReference(type);
    if (reference == null) {
      throw new IllegalStateException("the node has no " + type.getName());
    }
    return context.getService(reference);
  }

  @Override
  public void close() throws IOException, BundleException, InterruptedException {
    framework.stop();
    framework.waitForStop(60_000);
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

package org.helia.itests;

import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.OptionUtils;
import org.ops4j.pax.exam.ProbeBuilder;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerSuite;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Base of every test that runs inside the distribution: a subclass is executed in the container and
 * sees its services.
 *
 * <p>No class of Helia's appears here: {@link FeaturesIT} starts without any.
 *
 * <p>A subclass named in {@link ContainerSuiteIT} shares one container with the others there and
 * leaves it as it found it. One that stops or breaks things is named {@code *IT} instead and gets a
 * container of its own.
 *
 * <p>The container is a process of its own with an empty home; it goes away with the tests.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerSuite.class)
public abstract class HeliaContainer {

  private static final long SERVICE_WAIT_MILLIS = 10_000;
  private static final long START_WAIT_MILLIS = 60_000;

  /** The packages of Helia's that tests use. */
  private static final List<String> API =
      List.of(
          "org.helia.api",
          "org.helia.api.block",
          "org.helia.api.car",
          "org.helia.api.codec",
          "org.helia.api.crypto",
          "org.helia.api.dag",
          "org.helia.api.gc",
          "org.helia.api.ipld",
          "org.helia.api.mfs",
          "org.helia.api.net",
          "org.helia.api.node",
          "org.helia.api.path",
          "org.helia.api.pin",
          "org.helia.api.store",
          "org.helia.api.unixfs",
          "org.helia.multiformats",
          "org.helia.multiformats.multiaddr",
          "org.helia.multiformats.peer");

  @Inject protected BundleContext context;
  @Inject protected FeaturesService features;
  @Inject protected ServiceComponentRuntime components;
  @Inject protected SessionFactory shell;

  /** Comes when all features of the distribution are there: before, commands may be missing. */
  @Inject protected BootFinished booted;

  /** Runs outside the container, before it starts. */
  @Configuration
  public Option[] configuration() {
    return OptionUtils.combine(
        options(
            karafDistributionConfiguration()
                .frameworkUrl(distribution())
                .name("Helia")
                .unpackDirectory(new File("target/exam"))
                .useDeployFolder(false),
            configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
            logLevel(LogLevel.WARN),
            systemTimeout(START_WAIT_MILLIS),
            systemProperty("karaf.log.console").value("WARN"),
            fromBuild("org.ops4j.pax.url.mvn.localRepository"),
            fromBuild("helia.version"),
            fromBuild("helia.sample.blockstore"),
            vmOption("-Xmx512m"),
            vmOption("--add-opens=java.base/java.lang=ALL-UNNAMED"),
            vmOption("--add-opens=java.base/java.net=ALL-UNNAMED"),
            vmOption("--add-opens=java.base/java.util=ALL-UNNAMED"),
            junitBundles()),
        moreOptions());
  }

  /** What a subclass with a container of its own adds to the configuration. */
  protected Option[] moreOptions() {
    return options();
  }

  /**
   * The API is imported when the probe is resolved: a dynamic import fails when many threads of a
   * test need it at once, and their classes stay broken then.
   */
  @ProbeBuilder
  public TestProbeBuilder probe(TestProbeBuilder probe) {
    if (!importedPackages().isEmpty()) {
      probe.setHeader(Constants.IMPORT_PACKAGE, String.join(",", importedPackages()));
    }
    probe.setHeader(Constants.DYNAMICIMPORT_PACKAGE, "*");
    return probe;
  }

  /** What is there before the tests and stays; a subclass that starts without any has none. */
  protected List<String> importedPackages() {
    return API;
  }

  /**
   * A service, waited for.
   *
   * @throws AssertionError if it is not there after ten seconds
   */
  protected <T> T service(Class<T> type) {
    ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
    tracker.open();
    try {
      T service = tracker.waitForService(SERVICE_WAIT_MILLIS);
      if (service == null) {
        throw new AssertionError(
            "no service " + type.getName() + " after " + SERVICE_WAIT_MILLIS + " ms");
      }
      return service;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + type.getName(), e);
    } finally {
      tracker.close();
    }
  }

  /** The bundle of ours with a name, as "blockstore-flatfs". */
  protected Bundle bundle(String name) {
    String symbolicName = "org.helia." + name.replace('-', '.');
    return Stream.of(context.getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
  }

  /** Installs a bundle of ours that the distribution brings, but does not start. */
  protected Bundle install(String name) throws BundleException {
    return context.installBundle(
        "mvn:org.helia/helia-%s/%s".formatted(name, System.getProperty("helia.version")));
  }

  /** What a shell command prints, on standard output and standard error. */
  protected String run(String command) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Session session = shell.create(new ByteArrayInputStream(new byte[0]), out, out);
    try {
      Object result = session.execute(command);
      if (result != null) {
        out.println(result);
      }
    } finally {
      session.close();
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static String distribution() {
    return Path.of(System.getProperty("helia.distribution")).normalize().toUri().toString();
  }

  private static Option fromBuild(String property) {
    return systemProperty(property).value(System.getProperty(property));
  }
}

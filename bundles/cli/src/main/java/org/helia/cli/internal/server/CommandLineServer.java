package org.helia.cli.internal.server;

import java.io.IOException;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.helia.platform.HeliaHome;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code bin/helia} in a node. The socket appears when the container has started all of its
 * features, so that who finds the socket finds a node that is ready.
 */
@Component(configurationPid = CommandLineServer.PID)
@Designate(ocd = CommandLineServer.Options.class)
public final class CommandLineServer {
  /** The PID of its configuration. */
  static final String PID = "org.helia.cli";

  /** The framework or system property that makes the node end when its last client has gone. */
  static final String EPHEMERAL = "helia.ephemeral";

  private final Server server;

  /** What can be configured. */
  @ObjectClassDefinition(
      name = "Helia command line",
      description = "How bin/helia is served through the node's Unix domain socket.")
  public @interface Options {
    /** How many commands run at once at most. */
    @AttributeDefinition(
        description = "How many commands of bin/helia run at once at most, 1 to " + Server.MAX_CLIENTS + ".",
        min = "1",
        max = "" + Server.MAX_CLIENTS)
    int maxClients() default 64;
  }

  /** Opens the socket. */
  @Activate
  public CommandLineServer(
      BundleContext context,
      Options options,
      @Reference SessionFactory sessions,
      @Reference BootFinished booted)
      throws IOException {
    this.server =
        new Server(
            HeliaHome.of(context).run(),
            new KarafShell(sessions),
            requireInRange(options.maxClients()),
            Boolean.parseBoolean(context.getProperty(EPHEMERAL)) ? () -> end(context) : null);
  }

  private static int requireInRange(int maxClients) {
    if (maxClients < 1 || maxClients > Server.MAX_CLIENTS) {
      throw new IllegalArgumentException(
          "%s: maxClients must be from 1 to %d, not %d"
              .formatted(PID, Server.MAX_CLIENTS, maxClients));
    }
    return maxClients;
  }

  private static void end(BundleContext context) {
    try {
      context.getBundle(0).stop();
    } catch (BundleException e) {
      LoggerFactory.getLogger(CommandLineServer.class).error("the node does not end", e);
    }
  }

  /** Takes a changed configuration; commands that run are not disturbed, not even the one that changed it. */
  @Modified
  public void reconfigure(Options options) {
    server.maxClients(requireInRange(options.maxClients()));
  }

  /** Ends what runs and closes the socket. */
  @Deactivate
  public void close() {
    server.close();
  }
}

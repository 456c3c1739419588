package org.helia.cli.internal.server;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.helia.platform.HeliaHome;
import org.jspecify.annotations.Nullable;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code bin/helia} in a node. The socket appears when the container has installed its
 * features and started their bundles, so that who finds the socket finds a node that is ready.
 */
@Component(configurationPid = CommandLineServer.PID)
@Designate(ocd = CommandLineServer.Options.class)
public final class CommandLineServer {
  /** The PID of its configuration. */
  static final String PID = "org.helia.cli";

  /** The framework or system property that makes the node end when its last client has gone. */
  static final String EPHEMERAL = "helia.ephemeral";

  private static final Logger LOG = LoggerFactory.getLogger(CommandLineServer.class);

  private final BundleContext context;
  private final KarafShell shell;
  private final StartedBundles started;
  private final ReentrantLock lock = new ReentrantLock();
  private int maxClients;
  private @Nullable Server server;
  private boolean closed;

  /** What can be configured. */
  @ObjectClassDefinition(
      name = "Helia command line",
      description = "How bin/helia is served through the node's Unix domain socket.")
  public @interface Options {
    /** How many commands run at once at most. */
    @AttributeDefinition(
        description =
            "How many commands of bin/helia run at once at most, 1 to " + Server.MAX_CLIENTS + ".",
        min = "1",
        max = "" + Server.MAX_CLIENTS)
    int maxClients() default 64;
  }

  /** Opens the socket as soon as the node is ready. */
  @Activate
  public CommandLineServer(
      BundleContext context,
      Options options,
      @Reference SessionFactory sessions,
      @Reference BootFinished booted) {
    this.context = context;
    this.shell = new KarafShell(sessions);
    this.maxClients = requireInRange(options.maxClients());
    this.started = StartedBundles.await(context, this::open);
  }

  private static int requireInRange(int maxClients) {
    if (maxClients < 1 || maxClients > Server.MAX_CLIENTS) {
      throw new IllegalArgumentException(
          "%s: maxClients must be from 1 to %d, not %d"
              .formatted(PID, Server.MAX_CLIENTS, maxClients));
    }
    return maxClients;
  }

  private void open() {
    lock.lock();
    try {
      if (!closed) {
        server = new Server(HeliaHome.of(context).run(), shell, maxClients, endOfNode());
      }
    } catch (IOException e) {
      LOG.error("bin/helia cannot be served: {}", e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Runnable endOfNode() {
    return Boolean.parseBoolean(context.getProperty(EPHEMERAL)) ? this::endNode : null;
  }

  private void endNode() {
    try {
      context.getBundle(0).stop();
    } catch (BundleException e) {
      LOG.error("the node does not end", e);
    }
  }

  /**
   * Takes a changed configuration; commands that run are not disturbed, not even the one that
   * changed it.
   */
  @Modified
  public void reconfigure(Options options) {
    lock.lock();
    try {
      maxClients = requireInRange(options.maxClients());
      if (server != null) {
        server.maxClients(maxClients);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends what runs and closes the socket. */
  @Deactivate
  public void close() {
    started.cancel();
    lock.lock();
    try {
      closed = true;
      if (server != null) {
        server.close();
      }
    } finally {
      lock.unlock();
    }
  }
}

package org.helia.cli.internal.server;

import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Waits until the bundles that start together with this one have been started. When a container
 * that was set up before starts again, its bundles are there from the beginning and start one after
 * the other.
 */
final class StartedBundles implements FrameworkListener {
  private final BundleContext context;
  private final Runnable action;
  private final AtomicBoolean done = new AtomicBoolean();

  private StartedBundles(BundleContext context, Runnable action) {
    this.context = context;
    this.action = action;
  }

  /** Does something as soon as they are started: at once, or later on a thread of the framework. */
  static StartedBundles await(BundleContext context, Runnable action) {
    StartedBundles awaited = new StartedBundles(context, action);
    context.addFrameworkListener(awaited);
    if (awaited.passed()) {
      awaited.act();
    }
    return awaited;
  }

  private boolean passed() {
    int own = context.getBundle().adapt(BundleStartLevel.class).getStartLevel();
    return context.getBundle(0).adapt(FrameworkStartLevel.class).getStartLevel() > own;
  }

  @Override
  public void frameworkEvent(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
      act();
    }
  }

  private void act() {
    if (done.compareAndSet(false, true)) {
      action.run();
      context.removeFrameworkListener(this);
    }
  }

  /** Waits no more. */
  void cancel() {
    done.set(true);
    context.removeFrameworkListener(this);
  }
}

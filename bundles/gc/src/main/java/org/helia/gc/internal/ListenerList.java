package org.helia.gc.internal;

import java.util.Optional;
import java.util.function.Consumer;
import org.helia.api.gc.GcListener;
import org.helia.api.gc.GcReport;
import org.helia.multiformats.Multihash;
import org.helia.platform.Plugins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whoever listens to a collection: who called for it and those who always do. */
final class ListenerList {
  private static final Logger LOG = LoggerFactory.getLogger(ListenerList.class);

  private final Plugins<GcListener> always;
  private volatile GcListener caller = GcListener.NONE;

  ListenerList(Plugins<GcListener> always) {
    this.always = always;
  }

  void setCaller(GcListener listener) {
    caller = listener;
  }

  void marked(long blocks) {
    tell(listener -> listener.marked(blocks));
  }

  void deleted(Multihash block, long bytes) {
    tell(listener -> listener.deleted(block, bytes));
  }

  void failed(Multihash block, RuntimeException error) {
    tell(listener -> listener.failed(block, error));
  }

  void finished(GcReport report) {
    tell(listener -> listener.finished(report));
  }

  private void tell(Consumer<GcListener> what) {
    tell(caller, what);
    always.ask(
        plugin -> {
          tell(plugin.service(), what);
          return Optional.empty();
        });
  }

  private static void tell(GcListener listener, Consumer<GcListener> what) {
    try {
      what.accept(listener);
    } catch (RuntimeException e) {
      LOG.warn("a listener to garbage collection failed", e);
    }
  }
}

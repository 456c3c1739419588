package org.helia.net.internal.connection;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.helia.api.net.ProtocolHandler;
import org.helia.platform.Plugin;
import org.helia.platform.PluginFamily;
import org.helia.platform.Plugins;

/** The protocols that the node answers, while they come and go. */
public final class Protocols {
  private final Plugins<ProtocolHandler> handlers;
  private final Runnable changed;

  private final Set<ProtocolHandler> leaving = ConcurrentHashMap.newKeySet();

  /** The streams that are in the hands of each handler. */
  private final Map<ProtocolHandler, Set<HandledStream>> streams = new ConcurrentHashMap<>();

  /**
   * @param changed run when the names have changed
   */
  public Protocols(PluginFamily family, Runnable changed) {
    this.handlers = new Plugins<>(family);
    this.changed = changed;
  }

  /** Changes the patience with those that leave. */
  public void reconfigure(PluginFamily family) {
    handlers.reconfigure(family);
  }

  /** A handler has come. */
  public void add(ProtocolHandler handler, Map<String, ?> properties) {
    handlers.add(handler, properties);
    changed.run();
  }

  /** A handler's names or rank have changed. */
  public void update(ProtocolHandler handler, Map<String, ?> properties) {
    handlers.update(handler, properties);
    changed.run();
  }

  /** A handler leaves: its streams are waited for and then reset. */
  public void remove(ProtocolHandler handler) {
    leaving.add(handler);
    changed.run();
    handlers.remove(handler);
    Set<HandledStream> left = streams.get(handler);
    if (left != null) {
      left.forEach(HandledStream::reset);
    }
    leaving.remove(handler);
  }

  /** What is answered now. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    present().forEach(plugin -> names.addAll(names(plugin)));
    return names;
  }

  private Stream<Plugin<ProtocolHandler>> present() {
    return handlers.all().stream().filter(plugin -> !leaving.contains(plugin.service()));
  }

  boolean speaks(String protocol) {
    return present().anyMatch(plugin -> names(plugin).contains(protocol));
  }

  private static List<String> names(Plugin<ProtocolHandler> plugin) {
    Object names = plugin.properties().get(ProtocolHandler.PROTOCOL);
    if (names instanceof String[] several) {
      return List.of(several);
    }
    return names instanceof Collection<?> several
        ? several.stream().map(Object::toString).toList()
        : Stream.ofNullable(names).map(Object::toString).toList();
  }

  /** Hands a stream to the handler of its protocol; resets it when that has gone meanwhile. */
  void handle(NetStream stream) {
    Optional<Plugin<ProtocolHandler>> entered =
        present()
            .filter(plugin -> names(plugin).contains(stream.protocol()))
            .filter(Plugin::enter)
            .findFirst();
    if (entered.isEmpty()) {
      stream.reset();
      return;
    }
    Plugin<ProtocolHandler> plugin = entered.get();
    ProtocolHandler handler = plugin.service();
    HandledStream handled =
        new HandledStream(
            stream,
            done -> {
              change(handler, all -> all.remove(done));
              plugin.exit();
            });
    change(handler, all -> all.add(handled));
    handled.handle(handler);
  }

  private void change(ProtocolHandler handler, Consumer<Set<HandledStream>> change) {
    streams.compute(
        handler,
        (each, known) -> {
          Set<HandledStream> all = known == null ? ConcurrentHashMap.newKeySet() : known;
          change.accept(all);
          return all.isEmpty() ? null : all;
        });
  }
}

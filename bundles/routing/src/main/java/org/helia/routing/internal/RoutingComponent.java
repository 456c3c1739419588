package org.helia.routing.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.helia.api.CancelledException;
import org.helia.api.net.PeerAddresses;
import org.helia.api.routing.ContentRouter;
import org.helia.api.routing.PeerRouter;
import org.helia.api.routing.Provider;
import org.helia.api.routing.Routing;
import org.helia.api.routing.RoutingException;
import org.helia.api.routing.RoutingOptions;
import org.helia.api.routing.ValueRouter;
import org.helia.multiformats.Cid;
import org.helia.multiformats.peer.PeerId;
import org.helia.platform.Plugin;
import org.helia.platform.PluginFamily;
import org.helia.platform.Plugins;
import org.helia.platform.Workers;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The facade of routers. */
@Component(immediate = true)
public final class RoutingComponent implements Routing {
  /** Threads for look-ups, where there are no virtual ones: one for each router of each call. */
  private static final int THREADS = 64;

  private final Plugins<ContentRouter> content = new Plugins<>(family("content router"));
  private final Plugins<PeerRouter> peers = new Plugins<>(family("peer router"));
  private final Plugins<ValueRouter> values = new Plugins<>(family("value router"));
  private final ExecutorService workers = Workers.open("helia-routing", THREADS);

  /** Starts without routers. */
  @Activate
  public RoutingComponent() {}

  private static PluginFamily family(String name) {
    return PluginFamily.of(name, "helia-router-kad");
  }

  @Deactivate
  void close() {
    workers.shutdownNow();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addContentRouter(ContentRouter router, Map<String, ?> properties) {
    content.add(router, properties);
  }

  void updatedContentRouter(ContentRouter router, Map<String, ?> properties) {
    content.update(router, properties);
  }

  void removeContentRouter(ContentRouter router) {
    content.remove(router);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addPeerRouter(PeerRouter router, Map<String, ?> properties) {
    peers.add(router, properties);
  }

  void updatedPeerRouter(PeerRouter router, Map<String, ?> properties) {
    peers.update(router, properties);
  }

  void removePeerRouter(PeerRouter router) {
    peers.remove(router);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addValueRouter(ValueRouter router, Map<String, ?> properties) {
    values.add(router, properties);
  }

  void updatedValueRouter(ValueRouter router, Map<String, ?> properties) {
    values.update(router, properties);
  }

  void removeValueRouter(ValueRouter router) {
    values.remove(router);
  }

  @Override
  public Stream<Provider> providers(Cid cid, RoutingOptions options) {
    Question<ContentRouter, Provider> question =
        new Question<>("who has " + cid, content, options, workers);
    question.ask((router, left, found) -> passOn(router.providers(cid, left), found));
    int characteristics = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT;
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(new FoundProviders(question), characteristics),
            false)
        .onClose(question::close);
  }

  private static void passOn(Stream<Provider> providers, Question.Answers<Provider> found) {
    try (providers) {
      Iterator<Provider> each = providers.iterator();
      while (each.hasNext() && found.add(each.next())) {
        CancelledException.checkpoint("looking for providers");
      }
    }
  }

  @Override
  public void provide(Cid cid, RoutingOptions options) {
    tellAll("announcing " + cid, content, options, (router, left) -> router.provide(cid, left));
  }

  @Override
  public Optional<PeerAddresses> peer(PeerId peer, RoutingOptions options) {
    try (Question<PeerRouter, PeerAddresses> question =
        new Question<>("where peer " + peer + " is", peers, options, workers)) {
      question.ask((router, left, found) -> router.peer(peer, left).ifPresent(found::add));
      return question.next();
    }
  }

  @Override
  public Optional<byte[]> value(byte[] key, RoutingOptions options) {
    byte[] kept = key.clone();
    try (Question<ValueRouter, byte[]> question =
        new Question<>("the value of a key", values, options, workers)) {
      question.ask((router, left, found) -> router.value(kept.clone(), left).ifPresent(found::add));
      return question.best();
    }
  }

  @Override
  public void put(byte[] key, byte[] value, RoutingOptions options) {
    byte[] keptKey = key.clone();
    byte[] keptValue = value.clone();
    tellAll(
        "giving a key a value",
        values,
        options,
        (router, left) -> router.put(keptKey.clone(), keptValue.clone(), left));
  }

  private <T> void tellAll(
      String what, Plugins<T> family, RoutingOptions options, BiConsumer<T, RoutingOptions> tell) {
    if (family.all().isEmpty()) {
      PluginFamily missing = family.family();
      throw new RoutingException(
          "%s: no %s is present; install one, for example feature:install %s"
              .formatted(what, missing.name(), missing.feature()));
    }
    try (Question<T, Boolean> question = new Question<>(what, family, options, workers)) {
      question.ask((router, left, unused) -> tell.accept(router, left));
      if (question.succeeded() == 0) {
        throw question.failure();
      }
    }
  }

  @Override
  public List<String> routers() {
    List<Named> all = new ArrayList<>();
    content.all().forEach(plugin -> all.add(Named.of(plugin, ContentRouter::name)));
    peers.all().forEach(plugin -> all.add(Named.of(plugin, PeerRouter::name)));
    values.all().forEach(plugin -> all.add(Named.of(plugin, ValueRouter::name)));
    return all.stream()
        .sorted(Comparator.comparingInt(Named::ranking).reversed())
        .map(Named::name)
        .distinct()
        .toList();
  }

  private record Named(String name, int ranking) {
    static <T> Named of(Plugin<T> plugin, Function<T, String> name) {
      return new Named(name.apply(plugin.service()), plugin.ranking());
    }
  }
}

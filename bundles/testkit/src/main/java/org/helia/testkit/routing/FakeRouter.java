package org.helia.testkit.routing;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.helia.api.CancelledException;
import org.helia.api.net.PeerAddresses;
import org.helia.api.routing.ContentRouter;
import org.helia.api.routing.PeerRouter;
import org.helia.api.routing.Provider;
import org.helia.api.routing.RoutingException;
import org.helia.api.routing.RoutingOptions;
import org.helia.api.routing.ValueRouter;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.multiformats.peer.PeerId;
import org.jspecify.annotations.Nullable;

/** A router that knows what it was told, fails when told to, or does not answer. */
public final class FakeRouter implements ContentRouter, PeerRouter, ValueRouter {
  private final String name;
  private final Map<Multihash, List<Provider>> providers = new ConcurrentHashMap<>();
  private final Map<PeerId, PeerAddresses> peers = new ConcurrentHashMap<>();
  private final Map<String, byte[]> values = new ConcurrentHashMap<>();
  private final List<Cid> provided = new CopyOnWriteArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private volatile @Nullable RuntimeException failure;
  private volatile boolean hanging;

  /** A router that knows nothing. */
  public FakeRouter(String name) {
    this.name = name;
  }

  /** Knows who has a block; a second one is added. */
  public FakeRouter knows(Cid cid, Provider provider) {
    providers.computeIfAbsent(cid.multihash(), any -> new CopyOnWriteArrayList<>()).add(provider);
    return this;
  }

  /** Knows where a peer is. */
  public FakeRouter knows(PeerAddresses peer) {
    peers.put(peer.peer(), peer);
    return this;
  }

  /** Fails all calls from now on. */
  public FakeRouter fail(RuntimeException error) {
    failure = error;
    return this;
  }

  /**
   * Answers nothing until {@link #release}, its thread is interrupted, or the time of the call is
   * over, which fails it. What it knows of providers it tells before.
   */
  public FakeRouter hang() {
    hanging = true;
    return this;
  }

  /** Ends the calls that hang. */
  public void release() {
    released.countDown();
  }

  /** Waits until it was called. */
  public void awaitAsked() throws InterruptedException {
    asked.await();
  }

  /** Waits until a call that hangs was interrupted. */
  public void awaitInterrupted() throws InterruptedException {
    interrupted.await();
  }

  /** What it was told to provide. */
  public List<Cid> provided() {
    return List.copyOf(provided);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Stream<Provider> providers(Cid cid, RoutingOptions options) {
    failIfTold();
    List<Provider> known = new ArrayList<>(providers.getOrDefault(cid.multihash(), List.of()));
    Stream<Provider> end =
        Stream.of(cid)
            .flatMap(
                unused -> {
                  hangIfTold(options);
                  return Stream.empty();
                });
    return Stream.concat(known.stream(), end);
  }

  @Override
  public void provide(Cid cid, RoutingOptions options) {
    failIfTold();
    hangIfTold(options);
    provided.add(cid);
  }

  @Override
  public Optional<PeerAddresses> peer(PeerId peer, RoutingOptions options) {
    failIfTold();
    hangIfTold(options);
    return Optional.ofNullable(peers.get(peer));
  }

  @Override
  public Optional<byte[]> value(byte[] key, RoutingOptions options) {
    failIfTold();
    hangIfTold(options);
    return Optional.ofNullable(values.get(HexFormat.of().formatHex(key))).map(byte[]::clone);
  }

  @Override
  public void put(byte[] key, byte[] value, RoutingOptions options) {
    failIfTold();
    hangIfTold(options);
    values.put(HexFormat.of().formatHex(key), value.clone());
  }

  private void failIfTold() {
    asked.countDown();
    RuntimeException told = failure;
    if (told != null) {
      throw told;
    }
  }

  private void hangIfTold(RoutingOptions options) {
    if (!hanging) {
      return;
    }
    try {
      if (!released.await(options.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new RoutingException(name + " found nothing in time");
      }
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw CancelledException.interrupted("asking " + name);
    }
  }
}

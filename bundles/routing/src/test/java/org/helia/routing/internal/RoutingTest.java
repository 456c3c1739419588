package org.helia.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.helia.api.CancelledException;
import org.helia.api.net.PeerAddresses;
import org.helia.api.routing.Provider;
import org.helia.api.routing.RoutingException;
import org.helia.api.routing.RoutingOptions;
import org.helia.multiformats.Cid;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.net.TestKeys;
import org.helia.testkit.routing.FakeRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoutingTest {
  private static final Cid CID = SampleBlocks.raw(1, 10).cid();
  private static final RoutingOptions PATIENT = new RoutingOptions(Duration.ofSeconds(30));
  private static final RoutingOptions HURRIED = new RoutingOptions(Duration.ofMillis(100));
  private static final byte[] KEY = {1, 2, 3};

  private final RoutingComponent routing = new RoutingComponent();
  private final FakeRouter one = new FakeRouter("one");
  private final FakeRouter two = new FakeRouter("two");

  @AfterEach
  void close() {
    one.release();
    two.release();
    routing.close();
  }

  @Test
  void noRouter_lookUps_findNothingAtOnce() {
    assertThat(providers(PATIENT)).isEmpty();
    assertThat(routing.peer(peer(1), PATIENT)).isEmpty();
    assertThat(routing.value(KEY, PATIENT)).isEmpty();
    assertThat(routing.routers()).isEmpty();
  }

  @Test
  void noRouter_telling_isRefusedAndNamesTheFeature() {
    assertThatThrownBy(() -> routing.provide(CID, PATIENT))
        .isInstanceOf(RoutingException.class)
        .hasMessageContaining("feature:install helia-router-kad");
    assertThatThrownBy(() -> routing.put(KEY, KEY, PATIENT)).isInstanceOf(RoutingException.class);
  }

  @Test
  void providers_severalRouters_areMergedWithoutDuplicates() {
    add(1, one.knows(CID, provider(1)).knows(CID, provider(2)));
    add(2, two.knows(CID, provider(2)).knows(CID, provider(3)));
    assertThat(providers(PATIENT)).containsExactlyInAnyOrder(provider(1), provider(2), provider(3));
  }

  @Test
  void providers_gatewaysWithoutPeerId_areToldApartByAddress() {
    add(1, one.knows(CID, gateway("a.example")).knows(CID, gateway("b.example")));
    add(2, two.knows(CID, gateway("a.example")));
    assertThat(providers(PATIENT))
        .containsExactlyInAnyOrder(gateway("a.example"), gateway("b.example"));
  }

  @Test
  void providers_oneRouterFails_othersCount() {
    add(2, one.fail(new RoutingException("no network")));
    add(1, two.knows(CID, provider(1)));
    assertThat(providers(PATIENT)).containsExactly(provider(1));
  }

  @Test
  void providers_everyRouterFails_throwsWithAllErrors() {
    add(2, one.fail(new RoutingException("no network")));
    add(1, two.fail(new IllegalStateException("bug")));
    assertThatThrownBy(() -> providers(PATIENT))
        .isInstanceOf(RoutingException.class)
        .satisfies(error -> assertThat(error.getSuppressed()).hasSize(2));
  }

  @Test
  void providers_firstOnes_areThereWhileARouterStillLooks() {
    add(1, one.knows(CID, provider(1)).hang());
    try (Stream<Provider> found = routing.providers(CID, PATIENT)) {
      assertThat(found.findFirst()).hasValue(provider(1));
    }
  }

  @Test
  void providers_streamClosed_interruptsTheRouters() throws Exception {
    add(1, one.hang());
    Stream<Provider> found = routing.providers(CID, PATIENT);
    one.awaitAsked();
    found.close();
    one.awaitInterrupted();
  }

  @Test
  void providers_routerHangs_endsAtTheDeadlineWithWhatWasFound() {
    add(2, one.hang());
    add(1, two.knows(CID, provider(1)));
    assertThat(providers(HURRIED)).containsExactly(provider(1));
  }

  @Test
  void providers_onlyRouterHangs_throwsAtTheDeadline() {
    add(1, one.hang());
    assertThatThrownBy(() -> providers(HURRIED)).isInstanceOf(RoutingException.class);
  }

  @Test
  void providers_endlessRouter_isBounded() {
    routing.addContentRouter(new EndlessRouter(), Map.of());
    assertThat(providers(PATIENT)).hasSize(FoundProviders.MAX_PROVIDERS);
  }

  @Test
  void providers_interrupted_isCancelled() {
    add(1, one.hang());
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> providers(PATIENT)).isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void providers_routerLeavesInTheMiddle_isNoFailure() throws Exception {
    add(1, one.hang());
    CompletableFuture<List<Provider>> found =
        CompletableFuture.supplyAsync(() -> providers(PATIENT));
    one.awaitAsked();
    CompletableFuture<Void> leaving =
        CompletableFuture.runAsync(() -> routing.removeContentRouter(one));
    while (!routing.routers().isEmpty()) {
      Thread.onSpinWait();
    }
    one.release();
    assertThat(found.get()).isEmpty();
    leaving.get();
  }

  @Test
  void peer_severalRouters_firstAnswerCounts() throws Exception {
    PeerAddresses where = new PeerAddresses(peer(1), List.of());
    routing.addPeerRouter(one.hang(), ranked(2));
    routing.addPeerRouter(two.knows(where), ranked(1));
    assertThat(routing.peer(peer(1), PATIENT)).hasValue(where);
    one.awaitInterrupted();
  }

  @Test
  void peer_nobodyKnows_isEmpty() {
    routing.addPeerRouter(one, ranked(1));
    assertThat(routing.peer(peer(1), PATIENT)).isEmpty();
  }

  @Test
  void value_severalRouters_bestOneCounts() {
    one.put(KEY, new byte[] {1}, PATIENT);
    two.put(KEY, new byte[] {2}, PATIENT);
    routing.addValueRouter(one, ranked(1));
    routing.addValueRouter(two, ranked(2));
    routing.addValueRouter(new FakeRouter("knows nothing"), ranked(3));
    assertThat(routing.value(KEY, PATIENT)).hasValue(new byte[] {2});
  }

  @Test
  void value_bestRouterHangs_nextOneCountsAtTheDeadline() {
    two.put(KEY, new byte[] {2}, PATIENT);
    routing.addValueRouter(one.hang(), ranked(2));
    routing.addValueRouter(two, ranked(1));
    assertThat(routing.value(KEY, HURRIED)).hasValue(new byte[] {2});
  }

  @Test
  void provide_everyRouter_isTold() {
    add(1, one);
    add(2, two);
    routing.provide(CID, PATIENT);
    assertThat(one.provided()).containsExactly(CID);
    assertThat(two.provided()).containsExactly(CID);
  }

  @Test
  void put_oneRouterFails_isEnoughThatAnotherKeepsIt() {
    routing.addValueRouter(one.fail(new RoutingException("no network")), ranked(2));
    routing.addValueRouter(two, ranked(1));
    routing.put(KEY, new byte[] {7}, PATIENT);
    assertThat(two.value(KEY, PATIENT)).hasValue(new byte[] {7});
    routing.removeValueRouter(two);
    assertThatThrownBy(() -> routing.put(KEY, new byte[] {8}, PATIENT))
        .isInstanceOf(RoutingException.class);
  }

  @Test
  void routers_ofSeveralKinds_areNamedOnceByRanking() {
    add(1, one);
    routing.addPeerRouter(one, ranked(1));
    routing.addValueRouter(two, ranked(5));
    assertThat(routing.routers()).containsExactly("two", "one");
  }

  private List<Provider> providers(RoutingOptions options) {
    try (Stream<Provider> found = routing.providers(CID, options)) {
      return found.toList();
    }
  }

  private void add(int ranking, FakeRouter router) {
    routing.addContentRouter(router, ranked(ranking));
  }

  private static Map<String, Object> ranked(int ranking) {
    return Map.of("service.ranking", ranking);
  }

  private static PeerId peer(int number) {
    return PeerId.of(TestKeys.ed25519(number).publicKey());
  }

  private static Provider provider(int number) {
    return new Provider(Optional.of(peer(number)), List.of(), Set.of(Provider.BITSWAP));
  }

  private static Provider gateway(String host) {
    return new Provider(
        Optional.empty(),
        List.of(Multiaddr.parse("/dns4/" + host + "/tcp/443/https")),
        Set.of(Provider.GATEWAY_HTTP));
  }
}

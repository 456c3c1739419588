package org.helia.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.CancelledException;
import org.helia.api.ServiceMissingException;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Constants;

@Timeout(60)
class PluginsTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final AtomicLong nanos = new AtomicLong();
  private final Plugins<String> plugins =
      new Plugins<>(new PluginFamily("tool", "helia-tool", LONG, LONG), nanos::get);

  @Test
  void all_severalMembers_highestRankingThenOldestFirst() {
    plugins.add("low", ranked(-5, 1));
    plugins.add("young", ranked(7, 4));
    plugins.add("old", ranked(7, 3));
    plugins.add("plain", Map.of(Constants.SERVICE_ID, 2L));
    assertThat(services()).containsExactly("old", "young", "plain", "low");
  }

  @Test
  void update_changedRanking_reorders() {
    plugins.add("a", ranked(1, 1));
    plugins.add("b", ranked(2, 2));
    plugins.update("a", ranked(3, 1));
    assertThat(services()).containsExactly("a", "b");
    assertThat(plugins.all().get(0).ranking()).isEqualTo(3);
  }

  @Test
  void update_memberThatLeft_doesNotBringItBack() {
    plugins.add("a", ranked(1, 1));
    plugins.remove("a");
    plugins.update("a", ranked(3, 1));
    assertThat(plugins.all()).isEmpty();
  }

  @Test
  void enter_staleEntryAfterUpdateAndRemove_isRefused() {
    plugins.add("a", ranked(1, 1));
    Plugin<String> stale = plugins.all().get(0);
    plugins.update("a", ranked(2, 1));
    assertThat(stale.enter()).isTrue();
    stale.exit();
    plugins.remove("a");
    assertThat(stale.enter()).isFalse();
  }

  @Test
  void add_serviceThatLeftBefore_isUsableAgain() {
    plugins.add("a", ranked(1, 1));
    plugins.remove("a");
    plugins.add("a", ranked(1, 2));
    assertThat(plugins.all().get(0).enter()).isTrue();
  }

  @Test
  void remove_callUnderway_returnsWhenItEnds() throws Exception {
    plugins.add("a", ranked(1, 1));
    Plugin<String> member = plugins.all().get(0);
    assertThat(member.enter()).isTrue();
    CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> plugins.remove("a"));
    awaitEmpty();
    assertThat(removal).isNotDone();
    member.exit();
    removal.get();
  }

  @Test
  void remove_callBegunBeforeUpdate_isWaitedFor() throws Exception {
    plugins.add("a", ranked(1, 1));
    Plugin<String> before = plugins.all().get(0);
    assertThat(before.enter()).isTrue();
    plugins.update("a", ranked(2, 1));
    CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> plugins.remove("a"));
    awaitEmpty();
    assertThat(removal).isNotDone();
    before.exit();
    removal.get();
  }

  @Test
  void remove_callThatNeverEnds_returnsAfterTheDrainTime() {
    plugins.reconfigure(new PluginFamily("tool", "helia-tool", LONG, Duration.ofMillis(20)));
    plugins.add("a", ranked(1, 1));
    assertThat(plugins.all().get(0).enter()).isTrue();
    plugins.remove("a");
    assertThat(plugins.all()).isEmpty();
  }

  @Test
  void require_noMember_waitsForTheFirst() throws Exception {
    CompletableFuture<List<Plugin<String>>> waiting =
        CompletableFuture.supplyAsync(plugins::require);
    plugins.add("a", ranked(1, 1));
    assertThat(waiting.get()).extracting(Plugin::service).containsExactly("a");
  }

  @Test
  void require_noneWithinGrace_namesServiceAndFeature() {
    plugins.reconfigure(new PluginFamily("tool", "helia-tool", Duration.ofMillis(5), LONG));
    assertThatThrownBy(plugins::require)
        .isInstanceOf(ServiceMissingException.class)
        .hasMessageContaining("no tool")
        .hasMessageContaining("helia-tool")
        .hasMessageContaining("5 ms");
  }

  @Test
  void require_interrupted_isCancelledAndKeepsTheFlag() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(plugins::require).isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void awaitReplacement_nobodyLeft_isFalseAtOnce() {
    plugins.add("a", ranked(1, 1));
    assertThat(plugins.awaitReplacement(plugins.arrivals())).isFalse();
  }

  @Test
  void awaitReplacement_oneLeft_waitsForTheNext() throws Exception {
    plugins.add("a", ranked(1, 1));
    long mark = plugins.arrivals();
    plugins.remove("a");
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> plugins.awaitReplacement(mark));
    plugins.add("b", ranked(1, 2));
    assertThat(waiting.get()).isTrue();
  }

  @Test
  void awaitReplacement_arrivalSinceTheMark_isTrueAtOnce() {
    plugins.add("a", ranked(1, 1));
    long mark = plugins.arrivals();
    plugins.remove("a");
    plugins.add("b", ranked(1, 2));
    assertThat(plugins.awaitReplacement(mark)).isTrue();
  }

  @Test
  void awaitReplacement_graceIsOver_isFalseAtOnce() {
    plugins.add("a", ranked(1, 1));
    plugins.remove("a");
    nanos.addAndGet(LONG.toNanos());
    assertThat(plugins.awaitReplacement(plugins.arrivals())).isFalse();
  }

  @Test
  void patience_oneLeft_isWhatIsLeftOfTheGracePeriod() {
    nanos.set(-LONG.toNanos() / 2);
    plugins.add("a", component("org.helia.A", 1));
    assertThat(plugins.patience()).isZero();
    plugins.remove("a");
    assertThat(plugins.patience()).isEqualTo(LONG);
    nanos.addAndGet(LONG.toNanos() / 4);
    assertThat(plugins.patience()).isEqualTo(LONG.multipliedBy(3).dividedBy(4));
    plugins.add("a again", component("org.helia.A", 2));
    assertThat(plugins.patience()).isZero();
  }

  @Test
  void awaitReplacement_sameComponentCameBack_isFalseAtOnce() {
    plugins.add("a", component("org.helia.A", 1));
    plugins.remove("a");
    plugins.add("a2", component("org.helia.A", 2));
    assertThat(plugins.awaitReplacement(plugins.arrivals())).isFalse();
  }

  @Test
  void awaitReplacement_anotherComponentCame_stillWaitsForTheFirst() throws Exception {
    plugins.add("a", component("org.helia.A", 1));
    plugins.remove("a");
    plugins.add("b", component("org.helia.B", 2));
    long mark = plugins.arrivals();
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> plugins.awaitReplacement(mark));
    assertThat(waiting).isNotDone();
    plugins.add("a2", component("org.helia.A", 3));
    assertThat(waiting.get()).isTrue();
  }

  @Test
  void awaitReplacement_otherInstanceOfTheFactoryCame_stillWaits() {
    plugins.add("a", instance("org.helia.A~one", 1));
    plugins.remove("a");
    plugins.add("b", instance("org.helia.A~two", 2));
    nanos.addAndGet(LONG.toNanos() - 1_000_000);
    assertThat(plugins.awaitReplacement(plugins.arrivals() + 1)).isTrue();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> plugins.awaitReplacement(plugins.arrivals()))
        .isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void awaitReplacement_dispensableMemberLeft_isFalseAtOnce() {
    plugins.add("a", ranked(1, 1));
    plugins.all().get(0).setDispensable(true);
    plugins.update("a", ranked(2, 1));
    plugins.remove("a");
    assertThat(plugins.awaitReplacement(plugins.arrivals())).isFalse();
  }

  @Test
  void awaitReplacement_shorterTime_isKept() {
    plugins.add("a", ranked(1, 1));
    plugins.remove("a");
    Plugins<String> realTime = new Plugins<>(new PluginFamily("tool", "helia-tool", LONG, LONG));
    realTime.add("a", ranked(1, 1));
    realTime.remove("a");
    assertThat(realTime.awaitReplacement(realTime.arrivals(), Duration.ofMillis(5))).isFalse();
    assertThat(plugins.awaitReplacement(plugins.arrivals(), Duration.ZERO)).isFalse();
  }

  @Test
  void require_shorterTime_isKept() {
    assertThatThrownBy(() -> plugins.require(Duration.ofMillis(3)))
        .isInstanceOf(ServiceMissingException.class)
        .hasMessageContaining("3 ms");
  }

  @Test
  void search_firstAnswerInOrder_isTaken() {
    plugins.add("a", ranked(1, 1));
    plugins.add("b", ranked(2, 2));
    plugins.add("c", ranked(3, 3));
    List<String> asked = new ArrayList<>();
    Optional<String> answer =
        plugins.search(
            LONG,
            member -> {
              asked.add(member.service());
              return member.service().equals("b") ? Optional.of("yes") : Optional.empty();
            });
    assertThat(answer).hasValue("yes");
    assertThat(asked).containsExactly("c", "b");
  }

  @Test
  void search_noAnswer_isEmptyAndEveryCallHasEnded() {
    plugins.add("a", ranked(1, 1));
    assertThat(plugins.search(LONG, member -> Optional.empty())).isEmpty();
    assertThatThrownBy(
            () ->
                plugins.search(
                    LONG,
                    member -> {
                      throw new IllegalStateException("broken");
                    }))
        .isInstanceOf(IllegalStateException.class);
    plugins.remove("a");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 30_000})
  void search_whatIsLookedForMovesMeanwhile_isFound(long atMostMillis) {
    plugins.add("new", ranked(2, 2));
    plugins.add("old", ranked(1, 1));
    Set<String> holders = new HashSet<>(Set.of("old"));
    Optional<String> answer =
        plugins.search(
            Duration.ofMillis(atMostMillis),
            member -> {
              boolean has = holders.contains(member.service());
              if (member.service().equals("new") && holders.add("new")) {
                Plugin<String> old = plugins.all().get(1);
                old.setDispensable(true);
                plugins.remove("old");
              }
              return has ? Optional.of(member.service()) : Optional.empty();
            });
    assertThat(answer).hasValue("new");
  }

  @Test
  void search_memberCameBack_isAskedAgain() throws Exception {
    plugins.add("a", ranked(1, 1));
    plugins.remove("a");
    CompletableFuture<Optional<String>> searching =
        CompletableFuture.supplyAsync(
            () -> plugins.search(LONG, member -> Optional.of(member.service())));
    plugins.add("a2", ranked(1, 2));
    assertThat(searching.get()).hasValue("a2");
  }

  @Test
  void family_negativeTime_isRefused() {
    assertThatThrownBy(() -> new PluginFamily("tool", "f", Duration.ofMillis(-1), LONG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("grace");
  }

  @Test
  void remove_whileCallerHasNotEntered_callerFindsAReasonToWait() throws Exception {
    plugins.add("a", ranked(1, 1));
    CountDownLatch looked = new CountDownLatch(1);
    CompletableFuture<Boolean> caller =
        CompletableFuture.supplyAsync(
            () -> {
              long mark = plugins.arrivals();
              Plugin<String> member = plugins.all().get(0);
              looked.countDown();
              while (member.enter()) {
                member.exit();
                Thread.onSpinWait();
              }
              return plugins.awaitReplacement(mark);
            });
    looked.await();
    plugins.remove("a");
    plugins.add("b", ranked(1, 2));
    assertThat(caller.get()).isTrue();
  }

  private void awaitEmpty() throws InterruptedException {
    Until.holds(() -> plugins.all().isEmpty());
  }

  private List<String> services() {
    return plugins.all().stream().map(Plugin::service).toList();
  }

  @Test
  void ranking_textOfAConfigurationFile_counts() {
    Plugins<Object> family = new Plugins<>(PluginFamily.of("thing", "helia-thing"));
    family.add("low", Map.of(Constants.SERVICE_RANKING, 100));
    family.add("high", Map.of(Constants.SERVICE_RANKING, " 200 "));
    family.add("unranked", Map.of(Constants.SERVICE_RANKING, "first"));

    assertThat(family.all().stream().map(Plugin::ranking)).containsExactly(200, 100, 0);
  }

  private static Map<String, Object> ranked(int ranking, long id) {
    return Map.of(Constants.SERVICE_RANKING, ranking, Constants.SERVICE_ID, id);
  }

  private static Map<String, Object> component(String name, long id) {
    return Map.of("component.name", name, Constants.SERVICE_ID, id, "service.pid", "pid" + id);
  }

  private static Map<String, Object> instance(String pid, long id) {
    return Map.of(
        "component.name",
        "org.helia.A",
        "service.factoryPid",
        "org.helia.A",
        "service.pid",
        pid,
        Constants.SERVICE_ID,
        id);
  }
}

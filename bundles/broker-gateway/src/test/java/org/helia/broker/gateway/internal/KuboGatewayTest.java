package org.helia.broker.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.FetchOptions;
import org.helia.api.block.FetchedBlock;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.kubo.Kubo;
import org.helia.testkit.kubo.KuboDaemon;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** We fetch from Kubo's gateway. */
@Timeout(120)
@EnabledIfSystemProperty(
    named = Kubo.PROPERTY,
    matches = ".+",
    disabledReason = "NOT COMPARED WITH KUBO: give -Dhelia.kubo=PATH")
class KuboGatewayTest {
  @TempDir static Path temp;

  private static KuboDaemon kubo;
  private static Cid file;
  private static List<Cid> inOrder;

  @BeforeAll
  static void start() throws Exception {
    byte[] content = new byte[60_000_000];
    new Random(1).nextBytes(content);
    Path source = Files.write(temp.resolve("file"), content);
    kubo = KuboDaemon.start(temp.resolve("kubo"));
    file = Cid.parse(kubo.run("add", "-Q", "--cid-version=1", source.toString()));
    inOrder = new ArrayList<>(List.of(file));
    kubo.run("refs", "-r", "--unique", file.toString())
        .lines()
        .map(Cid::parse)
        .forEach(inOrder::add);
  }

  @AfterAll
  static void stop() {
    if (kubo != null) {
      kubo.close();
    }
  }

  private static GatewayBroker broker(boolean cars) {
    return new GatewayBroker(
        new FakeHashers(),
        GatewayBrokerTest.config(Map.of("gateways", new String[] {kubo.gateway()}, "cars", cars)));
  }

  private static void fetchAll(BrokerSession session) throws Exception {
    List<CompletableFuture<Optional<FetchedBlock>>> wants = new ArrayList<>();
    for (int i = 0; i < inOrder.size(); i++) {
      while (wants.size() < Math.min(i + 32, inOrder.size())) {
        wants.add(session.want(inOrder.get(wants.size())));
      }
      FetchedBlock fetched = wants.get(i).get(60, TimeUnit.SECONDS).orElseThrow();
      assertThat(fetched.block().block().cid()).isEqualTo(inOrder.get(i));
      assertThat(fetched.from()).isEqualTo(kubo.gateway());
    }
  }

  @Test
  void want_rawBlocks_comeFromKubo() throws Exception {
    GatewayBroker broker = broker(false);
    try (BrokerSession session = broker.session(FetchOptions.DEFAULTS)) {
      fetchAll(session);
    } finally {
      broker.close();
    }
  }

  @Test
  void want_wholeDag_comesFromKuboAsCar() throws Exception {
    GatewayBroker broker = broker(true);
    try (BrokerSession session = broker.session(FetchOptions.DEFAULTS)) {
      session.expectDag(file);
      CompletableFuture<Optional<FetchedBlock>> first = session.want(file);
      assertThat(session.asked(file)).contains("is sending the whole DAG");
      assertThat(first.get(60, TimeUnit.SECONDS)).isPresent();
      fetchAll(session);
    } finally {
      broker.close();
    }
  }

  @Test
  void want_whatKuboDoesNotHave_isNotFound() {
    GatewayBroker broker = broker(true);
    try (BrokerSession session = broker.session(FetchOptions.DEFAULTS)) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> session.want(SampleBlocks.raw(99, 10).cid()).get(60, TimeUnit.SECONDS))
          .withCauseInstanceOf(BlockNotFoundException.class)
          .withMessageContaining(kubo.gateway());
    } finally {
      broker.close();
    }
  }
}

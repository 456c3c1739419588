package org.helia.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import org.helia.api.net.JoinStep;
import org.helia.api.net.Joiner;
import org.helia.api.net.NetworkScope;
import org.junit.jupiter.api.Test;

class JoinedNetworkTest {
  @SuppressWarnings("ClassExplicitlyAnnotation")
  private record Config(String join) implements NodeConfig {
    @Override
    public Class<? extends Annotation> annotationType() {
      return NodeConfig.class;
    }
  }

  private static final class Recorder implements Joiner {
    private final List<NetworkScope> told = new ArrayList<>();

    @Override
    public List<JoinStep> plan(NetworkScope scope) {
      return scope == NetworkScope.NONE
          ? List.of()
          : List.of(JoinStep.reach("https://peer.example", "a test"));
    }

    @Override
    public void joined(NetworkScope scope) {
      told.add(scope);
    }
  }

  private final JoinedNetwork network = new JoinedNetwork(new Config("none"));
  private final Recorder recorder = new Recorder();

  @Test
  void addJoiner_tellsItWhereTheNodeIs() {
    network.addJoiner(recorder);
    assertThat(recorder.told).containsExactly(NetworkScope.NONE);
  }

  @Test
  void configure_tellsJoinersThatAreThere() {
    Recorder gone = new Recorder();
    network.addJoiner(recorder);
    network.addJoiner(gone);
    network.removeJoiner(gone);
    network.configure(new Config("public"));
    network.configure(new Config("lan"));
    assertThat(recorder.told)
        .containsExactly(NetworkScope.NONE, NetworkScope.PUBLIC, NetworkScope.LAN);
    assertThat(gone.told).containsExactly(NetworkScope.NONE);
    assertThat(network.scope()).isEqualTo(NetworkScope.LAN);
  }

  @Test
  void configure_aJoinerThatFails_othersAreTold() {
    network.addJoiner(
        new Joiner() {
          @Override
          public List<JoinStep> plan(NetworkScope scope) {
            return List.of();
          }

          @Override
          public void joined(NetworkScope scope) {
            throw new IllegalStateException("broken");
          }
        });
    network.addJoiner(recorder);
    network.configure(new Config("public"));
    assertThat(recorder.told).endsWith(NetworkScope.PUBLIC);
  }

  @Test
  void configure_nonsense_leavesTheNetwork() {
    network.configure(new Config("public"));
    network.configure(new Config("everything"));
    assertThat(network.scope()).isEqualTo(NetworkScope.NONE);
  }

  @Test
  void plan_collectsFromAll_andTellsNobody() {
    network.addJoiner(recorder);
    network.addJoiner(new Recorder());
    assertThat(network.plan(NetworkScope.PUBLIC)).hasSize(2);
    assertThat(recorder.told).containsExactly(NetworkScope.NONE);
  }
}

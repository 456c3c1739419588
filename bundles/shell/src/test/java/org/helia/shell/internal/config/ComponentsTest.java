package org.helia.shell.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.dto.BundleDTO;
import org.osgi.framework.dto.ServiceReferenceDTO;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

class ComponentsTest {
  private static final String PID = "org.helia.test";
  private static final int LOOKS = 5;

  private final Looks looks = new Looks(PID, Map.of("servers", "standard"));
  private final Components components = new Components(looks, LOOKS);

  @Test
  void await_componentTakesItLater_waitsForIt() {
    looks.then(active("old")).then(active("old")).then(active("new"));
    assertThat(components.await(PID, 0, "servers", "new")).isTrue();
    assertThat(looks.left()).isZero();
  }

  @Test
  void await_noValue_waitsForTheDescriptions() {
    looks.then(active("old")).then(active("standard"));
    assertThat(components.await(PID, 0, "servers", null)).isTrue();
    assertThat(looks.left()).isZero();
  }

  @Test
  void await_serviceOfComponentIsLater_waitsForIt() {
    looks.then(active("new", "old")).then(active("new", "new"));
    assertThat(components.await(PID, 0, "servers", "new")).isTrue();
    assertThat(looks.left()).isZero();
  }

  @Test
  void await_componentIsNotActive_returns() {
    ComponentConfigurationDTO unsatisfied = active("old");
    unsatisfied.state = ComponentConfigurationDTO.UNSATISFIED_REFERENCE;
    looks.then(unsatisfied).then(active("new"));
    components.await(PID, 0, "servers", "new");
    assertThat(looks.left()).isEqualTo(1);
  }

  @Test
  void await_otherConfiguration_doesNotLook() {
    looks.then(active("old"));
    components.await("org.helia.other", 0, "servers", "new");
    assertThat(looks.left()).isEqualTo(1);
  }

  @Test
  void await_oneOfAFactory_waitsForThatOne() {
    ComponentConfigurationDTO other = active("old");
    other.properties = Map.of("servers", "old", "service.pid", PID + "~b");
    ComponentConfigurationDTO before = active("old");
    before.properties = Map.of("servers", "old", "service.pid", PID + "~a");
    ComponentConfigurationDTO after = active("new");
    after.properties = Map.of("servers", "new", "service.pid", PID + "~a");
    looks.then(other, before).then(other, after);
    components.await(PID + "~a", 0, "servers", "new");
    assertThat(looks.left()).isZero();
  }

  @Test
  void await_neverTaken_saysSo() {
    looks.always(active("old"));
    assertThat(components.await(PID, 0, "servers", "new")).isFalse();
  }

  @Test
  void await_interrupted_goesOnWithout() {
    looks.then(active("old")).then(active("old"));
    Thread.currentThread().interrupt();
    assertThat(components.await(PID, 0, "servers", "new")).isFalse();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(looks.left()).isEqualTo(1);
  }

  @Test
  void await_componentStopsBetween_waitsUntilItRunsAgainOrFails() {
    ComponentConfigurationDTO stopped = active("new");
    stopped.state = ComponentConfigurationDTO.SATISFIED;
    looks.then(active("old")).then(stopped).then(active("new"));
    assertThat(components.active(PID)).isEqualTo(1);
    assertThat(components.await(PID, 1, "servers", "new")).isTrue();
    assertThat(looks.left()).isZero();
    looks.then(stopped).then(failed("bad: value"));
    assertThat(components.await(PID, 1, "servers", "new")).isTrue();
    assertThat(looks.left()).isZero();
  }

  @Test
  void await_serviceOfComponentHasGone_waitsUntilItIsThereAgain() {
    looks.description.serviceInterfaces = new String[] {"org.helia.Service"};
    looks.then(active("old", "old")).then(active("new")).then(active("new", "new"));
    assertThat(components.await(PID, 1, "servers", "new")).isTrue();
    assertThat(looks.left()).isZero();
  }

  @Test
  void failures_component_saysWhyInItsOwnWords() {
    looks.always(
        failed(
            "java.lang.reflect.InvocationTargetException\n\tat a.B.c(B.java:1)\n"
                + "Caused by: org.helia.KeyException: the file: is not there\n"
                + "\tat d.E.f(E.java:2)\nCaused by: java.io.IOException: no\n"));
    assertThat(components.failures())
        .containsExactly("org.helia.bundle did not start: the file: is not there");
    assertThat(components.failures(PID)).isEqualTo(components.failures());
    assertThat(components.failures("org.helia.other")).isEmpty();
  }

  @Test
  void failures_withoutMessageOrTrace_stillSaySomething() {
    looks.always(failed("java.lang.NullPointerException\n\tat a.B.c(B.java:1)\n"));
    assertThat(components.failures(PID))
        .containsExactly("org.helia.bundle did not start: java.lang.NullPointerException");
    looks.always(failed(null));
    assertThat(components.failures(PID))
        .containsExactly("org.helia.bundle did not start: the log says why");
  }

  @Test
  void restartFailed_onlyThoseThatFailed() {
    looks.always(active("new"));
    components.restartFailed(PID);
    assertThat(looks.restarts).isEmpty();
    looks.always(failed("bad"));
    components.restartFailed(PID);
    assertThat(looks.restarts).containsExactly("disable", "enable");
  }

  private static ComponentConfigurationDTO failed(@Nullable String trace) {
    ComponentConfigurationDTO configuration = active("new");
    configuration.state = ComponentConfigurationDTO.FAILED_ACTIVATION;
    configuration.failure = trace;
    return configuration;
  }

  private static ComponentConfigurationDTO active(String servers) {
    ComponentConfigurationDTO configuration = new ComponentConfigurationDTO();
    configuration.state = ComponentConfigurationDTO.ACTIVE;
    configuration.properties = Map.of("servers", servers);
    return configuration;
  }

  private static ComponentConfigurationDTO active(String servers, String serversOfService) {
    ComponentConfigurationDTO configuration = active(servers);
    configuration.service = new ServiceReferenceDTO();
    configuration.service.properties = Map.of("servers", serversOfService);
    return configuration;
  }

  /** One component, whose configurations are others with every look. */
  private static final class Looks implements ServiceComponentRuntime {
    private final ComponentDescriptionDTO description = new ComponentDescriptionDTO();
    private final Queue<List<ComponentConfigurationDTO>> next = new ArrayDeque<>();
    private final List<String> restarts = new ArrayList<>();
    private @Nullable ComponentConfigurationDTO last;

    Looks(String pid, Map<String, Object> properties) {
      description.configurationPid = new String[] {pid};
      description.properties = properties;
      description.serviceInterfaces = new String[0];
      description.bundle = new BundleDTO();
      description.bundle.symbolicName = "org.helia.bundle";
    }

    Looks then(ComponentConfigurationDTO... configurations) {
      next.add(List.of(configurations));
      return this;
    }

    void always(ComponentConfigurationDTO configuration) {
      last = configuration;
    }

    int left() {
      return next.size();
    }

    @Override
    public Collection<ComponentDescriptionDTO> getComponentDescriptionDTOs(Bundle... bundles) {
      return List.of(description);
    }

    @Override
    public Collection<ComponentConfigurationDTO> getComponentConfigurationDTOs(
        ComponentDescriptionDTO asked) {
      return last == null ? next.remove() : List.of(last);
    }

    @Override
    public ComponentDescriptionDTO getComponentDescriptionDTO(Bundle bundle, String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isComponentEnabled(ComponentDescriptionDTO asked) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Promise<Void> enableComponent(ComponentDescriptionDTO asked) {
      restarts.add("enable");
      return Promises.resolved(null);
    }

    @Override
    public Promise<Void> disableComponent(ComponentDescriptionDTO asked) {
      restarts.add("disable");
      return Promises.resolved(null);
    }
  }
}

package org.helia.shell.internal.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.util.promise.Promise;

/**
 * What the components of the container run with. They learn of a changed configuration some time
 * after it was changed: whoever changes one and goes on at once would still meet the old.
 */
final class Components {
  private static final int LOOKS = 2_500;
  private static final long BETWEEN_LOOKS_MILLIS = 2;
  private static final String OURS = "org.helia.";

  private final ServiceComponentRuntime runtime;
  private final int looks;

  /** Those that a runtime knows. */
  Components(ServiceComponentRuntime runtime) {
    this(runtime, LOOKS);
  }

  Components(ServiceComponentRuntime runtime, int looks) {
    this.runtime = runtime;
    this.looks = looks;
  }

  /**
   * Waits until all components with a configuration that were active run with a value of it, or
   * have failed: five seconds at most, and not when the thread is interrupted. Nothing tells of
   * that, so they are looked at again and again.
   *
   * @param active how many were active before the change
   * @param value null: that of the component's description
   * @return whether they do
   */
  boolean await(String pid, int active, String key, @Nullable Object value) {
    for (int look = 1; look < looks; look++) {
      if (runWith(pid, active, key, value)) {
        return true;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return runWith(pid, active, key, value);
  }

  /** How many components with a configuration are active. */
  int active(String pid) {
    int active = 0;
    for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
      for (ComponentConfigurationDTO each : configured(description, pid)) {
        active += each.state == ComponentConfigurationDTO.ACTIVE ? 1 : 0;
      }
    }
    return active;
  }

  private boolean runWith(String pid, int active, String key, @Nullable Object value) {
    int settled = 0;
    for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
      Object wanted = value == null ? description.properties.get(key) : value;
      for (ComponentConfigurationDTO each : configured(description, pid)) {
        boolean running = each.state == ComponentConfigurationDTO.ACTIVE;
        if (running && (isEnding(description, each) || !runsWith(each, key, wanted))) {
          return false;
        }
        settled += running || StartFailure.of(each).isPresent() ? 1 : 0;
      }
    }
    return settled >= active;
  }

  private static boolean runsWith(
      ComponentConfigurationDTO configuration, String key, @Nullable Object wanted) {
    return Objects.equals(text(properties(configuration).get(key)), text(wanted));
  }

  /** A component whose service has gone is about to stop, though it already has the new values. */
  private static boolean isEnding(
      ComponentDescriptionDTO description, ComponentConfigurationDTO configuration) {
    return configuration.service == null && description.serviceInterfaces.length > 0;
  }

  /** What kept components of Helia from starting, one sentence each. */
  List<String> failures() {
    return runtime.getComponentDescriptionDTOs().stream()
        .filter(description -> description.bundle.symbolicName.startsWith(OURS))
        .flatMap(
            description ->
                failures(description, runtime.getComponentConfigurationDTOs(description)))
        .toList();
  }

  /** The same, of those with a configuration. */
  List<String> failures(String pid) {
    return runtime.getComponentDescriptionDTOs().stream()
        .flatMap(description -> failures(description, configured(description, pid)))
        .toList();
  }

  private static Stream<String> failures(
      ComponentDescriptionDTO description, Collection<ComponentConfigurationDTO> configurations) {
    return configurations.stream()
        .flatMap(each -> StartFailure.of(each).stream())
        .map(
            reason ->
                "%s did not start: %s"
                    .formatted(description.bundle.symbolicName, reason.message()));
  }

  /**
   * Starts those with a configuration anew that have failed. They do not try again by themselves,
   * and those who use their services would not hear of it: as new ones they are noticed.
   */
  void restartFailed(String pid) {
    for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
      if (failures(description, configured(description, pid)).findAny().isPresent()) {
        await(runtime.disableComponent(description));
        await(runtime.enableComponent(description));
      }
    }
  }

  private void await(Promise<Void> promise) {
    CountDownLatch done = new CountDownLatch(1);
    promise.onResolve(done::countDown);
    try {
      var unused = done.await(looks * BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<ComponentConfigurationDTO> configured(
      ComponentDescriptionDTO description, String pid) {
    for (String each : description.configurationPid) {
      if (pid.equals(each)) {
        return List.copyOf(runtime.getComponentConfigurationDTOs(description));
      }
      if (pid.startsWith(each + "~")) {
        return runtime.getComponentConfigurationDTOs(description).stream()
            .filter(one -> pid.equals(one.properties.get(Constants.SERVICE_PID)))
            .toList();
      }
    }
    return List.of();
  }

  /** A service's properties change after the component has taken its own. */
  private static Map<String, Object> properties(ComponentConfigurationDTO configuration) {
    return configuration.service == null
        ? configuration.properties
        : configuration.service.properties;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : ContainerConfigurations.text(value).strip();
  }
}

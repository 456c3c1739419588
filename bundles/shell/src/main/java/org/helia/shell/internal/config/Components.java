package org.helia.shell.internal.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * What the components of the container run with. They learn of a changed configuration some time
 * after it was changed: whoever changes one and goes on at once would still meet the old.
 */
final class Components {
  private static final int LOOKS = 2_500;
  private static final long BETWEEN_LOOKS_MILLIS = 2;

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
   * Waits until all active components with a configuration run with a value of it: five seconds at
   * most, and not when the thread is interrupted. Nothing tells of that, so they are looked at
   * again and again.
   *
   * @param value null: that of the component's description
   * @return whether they do
   */
  boolean await(String pid, String key, @Nullable Object value) {
    for (int look = 1; look < looks; look++) {
      if (runWith(pid, key, value)) {
        return true;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return runWith(pid, key, value);
  }

  private boolean runWith(String pid, String key, @Nullable Object value) {
    for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
      Object wanted = value == null ? description.properties.get(key) : value;
      for (ComponentConfigurationDTO each : configured(description, pid)) {
        if (each.state == ComponentConfigurationDTO.ACTIVE
            && !Objects.equals(text(properties(each).get(key)), text(wanted))) {
          return false;
        }
      }
    }
    return true;
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

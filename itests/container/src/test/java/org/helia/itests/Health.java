package org.helia.itests;

import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** What is wrong with Helia's bundles in a container, in words; nothing if all is well. */
final class Health {

  private final BundleContext context;
  private final ServiceComponentRuntime components;

  Health(BundleContext context, ServiceComponentRuntime components) {
    this.context = context;
    this.components = components;
  }

  /** Helia's bundles, the tests' own not among them. */
  Bundle[] bundles() {
    return Stream.of(context.getBundles())
        .filter(bundle -> bundle.getSymbolicName() != null)
        .filter(bundle -> bundle.getSymbolicName().startsWith("org.helia."))
        .toArray(Bundle[]::new);
  }

  List<String> complaints() {
    return Stream.concat(
            Stream.of(bundles())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(Health::notActive),
            components.getComponentDescriptionDTOs(bundles()).stream().flatMap(this::unsatisfied))
        .toList();
  }

  private static String notActive(Bundle bundle) {
    return bundle.getSymbolicName() + " is not active but in state " + bundle.getState();
  }

  private Stream<String> unsatisfied(ComponentDescriptionDTO component) {
    var configurations = components.getComponentConfigurationDTOs(component);
    if (configurations.isEmpty() && !component.configurationPolicy.equals("require")) {
      return Stream.of(component.name + " has no configuration");
    }
    return configurations.stream()
        .filter(configuration -> configuration.state != ComponentConfigurationDTO.SATISFIED)
        .filter(configuration -> configuration.state != ComponentConfigurationDTO.ACTIVE)
        .map(configuration -> component.name + " is not satisfied: " + reason(configuration));
  }

  private static String reason(ComponentConfigurationDTO configuration) {
    if (configuration.failure != null) {
      return configuration.failure;
    }
    return Stream.of(configuration.unsatisfiedReferences).map(Health::missing).toList().toString();
  }

  private static String missing(UnsatisfiedReferenceDTO reference) {
    return reference.name + " " + (reference.target == null ? "" : reference.target);
  }
}

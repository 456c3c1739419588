package org.helia.blockstore.car.internal;

import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BlockstoreName;
import org.helia.platform.HeliaHome;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Opens the CAR file that a configuration names, and registers it as a blockstore as long as the
 * configuration is there. Registers by itself, since the store's name comes from the file.
 */
@Component(
    service = {},
    configurationPid = "org.helia.blockstore.car",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = CarMountConfig.class, factory = true)
public final class CarMount {
  private static final String EXTENSION = ".car";

  /** By these a changed configuration is known as the same store come back. */
  private static final List<String> IDENTITY =
      List.of("component.name", Constants.SERVICE_PID, "service.factoryPid");

  private final CarBlockstore store;
  private final ServiceRegistration<Blockstore> registration;

  /**
   * Opens the file.
   *
   * @throws org.helia.api.car.CarException when it cannot be read or is not a CAR; the component
   *     then is not there, and the log says why
   */
  @Activate
  public CarMount(BundleContext context, CarMountConfig config, Map<String, Object> properties) {
    Path file = HeliaHome.of(context).resolve(requirePath(config));
    String name = config.name().isBlank() ? nameOf(file) : config.name();
    store = CarBlockstore.open(name, file);
    registration =
        context.registerService(Blockstore.class, store, serviceProperties(config, properties));
  }

  private Dictionary<String, Object> serviceProperties(
      CarMountConfig config, Map<String, Object> component) {
    Dictionary<String, Object> service = new Hashtable<>();
    IDENTITY.stream()
        .filter(component::containsKey)
        .forEach(key -> service.put(key, component.get(key)));
    service.put(BlockstoreName.PROPERTY, store.name());
    service.put(Constants.SERVICE_RANKING, config.service_ranking());
    return service;
  }

  private static String requirePath(CarMountConfig config) {
    String path = config.path();
    if (path == null || path.isBlank()) {
      throw new IllegalArgumentException(
          "path of org.helia.blockstore.car must name a CAR file, and is empty");
    }
    return path;
  }

  /** The name of a store whose configuration gives none. */
  static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return "car-"
        + (name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name);
  }

  /** Waits for the calls in the store before it closes the file. */
  @Deactivate
  void close() {
    registration.unregister();
    store.close();
  }
}

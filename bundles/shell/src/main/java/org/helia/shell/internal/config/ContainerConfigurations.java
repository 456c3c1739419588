package org.helia.shell.internal.config;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.karaf.config.core.ConfigRepository;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configurations of the container, kept in the files {@code etc/PID.cfg} of the node's home by
 * Karaf. Values are text, as in those files; the bundles' own descriptions say which are allowed.
 */
public final class ContainerConfigurations implements Configurations {
  private static final Set<String> BOOKKEEPING =
      Set.of(
          Constants.SERVICE_PID,
          ConfigurationAdmin.SERVICE_FACTORYPID,
          "felix.fileinstall.filename");

  private static final Logger LOG = LoggerFactory.getLogger(ContainerConfigurations.class);

  /** How often a change is made when components do not take it. */
  private static final int ATTEMPTS = 2;

  private final ConfigurationAdmin admin;
  private final ConfigRepository repository;
  private final Metatypes metatypes;
  private final Components components;

  /** The configurations of the container that a bundle is in. */
  public ContainerConfigurations(
      BundleContext context,
      ConfigurationAdmin admin,
      ConfigRepository repository,
      MetaTypeService metatypes,
      ServiceComponentRuntime runtime) {
    this.admin = admin;
    this.repository = repository;
    this.metatypes = new Metatypes(context, metatypes);
    this.components = new Components(runtime);
  }

  @Override
  public List<String> pids() throws IOException {
    Set<String> pids = new TreeSet<>(metatypes.pids());
    for (Configuration configuration : find(null)) {
      pids.add(configuration.getPid());
    }
    return List.copyOf(pids);
  }

  @Override
  public List<ConfigOption> options(String pid) throws IOException {
    Map<String, ConfigOption> options = new TreeMap<>();
    for (AttributeDefinition described : metatypes.options(pid)) {
      options.put(described.getID(), option(described));
    }
    List<Configuration> configured = find(pid);
    for (Configuration configuration : configured) {
      read(configuration, options);
    }
    if (options.isEmpty() && configured.isEmpty()) {
      throw unknown(pid);
    }
    return List.copyOf(options.values());
  }

  private ConfigException unknown(String pid) throws IOException {
    String ours =
        pids().stream()
            .filter(each -> each.startsWith("org.helia."))
            .collect(Collectors.joining(", "));
    return new ConfigException("there is no configuration %s; Helia's are %s".formatted(pid, ours));
  }

  private static ConfigOption option(AttributeDefinition described) {
    String[] standard = described.getDefaultValue();
    String description = described.getDescription();
    return new ConfigOption(
        described.getID(),
        null,
        standard == null ? null : String.join(",", standard),
        description == null ? "" : description);
  }

  private static void read(Configuration configuration, Map<String, ConfigOption> options) {
    Dictionary<String, Object> properties = configuration.getProcessedProperties(null);
    if (properties == null) {
      return;
    }
    for (String key : Collections.list(properties.keys())) {
      if (!BOOKKEEPING.contains(key)) {
        ConfigOption known = options.getOrDefault(key, new ConfigOption(key, null, null, ""));
        options.put(
            key,
            new ConfigOption(
                key, text(properties.get(key)), known.standard(), known.description()));
      }
    }
  }

  /** A value as it stands in a file. */
  static String text(Object value) {
    if (value instanceof Collection<?> values) {
      return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    if (value.getClass().isArray()) {
      return IntStream.range(0, Array.getLength(value))
          .mapToObj(i -> String.valueOf(Array.get(value, i)))
          .collect(Collectors.joining(","));
    }
    return value.toString();
  }

  @Override
  public void set(String pid, String key, String value) throws IOException {
    requireOption(pid, key);
    for (AttributeDefinition described : metatypes.options(pid)) {
      if (described.getID().equals(key)) {
        requireValid(pid, described, value);
      }
    }
    change(pid, key, value);
  }

  @Override
  public void unset(String pid, String key) throws IOException {
    requireOption(pid, key);
    if (stored(pid).containsKey(key)) {
      change(pid, key, null);
    }
  }

  /** A value that keeps from starting what ran before is not left there. */
  private void change(String pid, String key, @Nullable String value) throws IOException {
    Object before = stored(pid).get(key);
    boolean ran = components.failures(pid).isEmpty();
    apply(pid, key, value);
    List<String> failures = components.failures(pid);
    if (failures.isEmpty()) {
      return;
    }
    String reasons = String.join("; ", failures);
    if (ran) {
      apply(pid, key, before);
      throw new ConfigException("%s of %s stays as it was: %s".formatted(key, pid, reasons));
    }
    throw new ConfigException("%s of %s is changed, but %s".formatted(key, pid, reasons));
  }

  private void apply(String pid, String key, @Nullable Object value) throws IOException {
    boolean failed = !components.failures(pid).isEmpty();
    store(pid, key, value);
    if (failed) {
      components.restartFailed(pid);
    }
  }

  /**
   * Felix SCR reads a configuration's properties and then the number of its change. A change
   * between the two is lost on it: it has the old properties under the new number, until the next
   * change.
   */
  private void store(String pid, String key, @Nullable Object value) throws IOException {
    int active = components.active(pid);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Map<String, Object> properties = stored(pid);
      if (value == null) {
        properties.remove(key);
      } else {
        properties.put(key, value);
      }
      repository.update(pid, properties);
      if (components.await(pid, active, key, given(pid, key, value))
          || Thread.currentThread().isInterrupted()) {
        return;
      }
    }
    LOG.warn("{} of {} is stored, but not all components run with it yet", key, pid);
  }

  private @Nullable Object given(String pid, String key, @Nullable Object value)
      throws IOException {
    return hasVariables(value) ? processed(pid, key) : value;
  }

  /** As it is given to components, what is in there to be substituted. */
  private @Nullable Object processed(String pid, String key) throws IOException {
    List<Configuration> found = find(pid);
    Dictionary<String, Object> properties =
        found.isEmpty() ? null : found.get(0).getProcessedProperties(null);
    return properties == null ? null : properties.get(key);
  }

  /**
   * What is set, with what is to be substituted as it stands in the file. The file alone would not
   * do: Karaf writes it again after each change, and whoever reads it then finds a part of it.
   */
  private Map<String, Object> stored(String pid) throws IOException {
    Map<String, Object> stored = new HashMap<>();
    for (Configuration configuration : find(pid)) {
      Dictionary<String, Object> properties = configuration.getProperties();
      if (properties != null) {
        Collections.list(properties.keys()).forEach(key -> stored.put(key, properties.get(key)));
        BOOKKEEPING.forEach(stored::remove);
        inFile(pid).forEach((key, value) -> stored.computeIfPresent(key, keepVariables(value)));
      }
    }
    return stored;
  }

  private static BiFunction<String, Object, Object> keepVariables(Object inFile) {
    return (key, set) -> hasVariables(inFile) ? inFile : set;
  }

  private static boolean hasVariables(@Nullable Object value) {
    return value instanceof String text && text.contains("${");
  }

  private Map<String, Object> inFile(String pid) throws IOException {
    try {
      Map<String, Object> inFile = repository.getConfig(pid);
      return inFile == null ? Map.of() : inFile;
    } catch (InvalidSyntaxException e) {
      throw new ConfigException("'%s' cannot be the name of a configuration".formatted(pid));
    }
  }

  private void requireOption(String pid, String key) throws IOException {
    List<String> keys = options(pid).stream().map(ConfigOption::key).toList();
    if (!keys.contains(key)) {
      throw new ConfigException(
          "%s has no option %s; it has %s".formatted(pid, key, String.join(", ", keys)));
    }
  }

  private static void requireValid(String pid, AttributeDefinition described, String value) {
    String fault = described.validate(value);
    if (fault != null && !fault.isEmpty()) {
      throw new ConfigException(
          "option %s of %s cannot be \"%s\": %s. %s"
              .formatted(described.getID(), pid, value, fault, described.getDescription()));
    }
  }

  private List<Configuration> find(@Nullable String pid) throws IOException {
    try {
      String filter = pid == null ? null : "(" + Constants.SERVICE_PID + "=" + escaped(pid) + ")";
      Configuration[] found = admin.listConfigurations(filter);
      return found == null ? List.of() : List.of(found);
    } catch (InvalidSyntaxException e) {
      throw new ConfigException("'%s' cannot be the name of a configuration".formatted(pid));
    }
  }

  @Override
  public List<String> failures() {
    return components.failures();
  }

  /** Nothing in a name may be taken for a part of the filter. */
  private static String escaped(String text) {
    return text.replaceAll("([\\\\*()])", "\\\\$1");
  }
}

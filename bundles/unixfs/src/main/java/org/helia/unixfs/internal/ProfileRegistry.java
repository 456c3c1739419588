package org.helia.unixfs.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.api.unixfs.UnixFsProfileProvider;
import org.helia.platform.Plugin;
import org.helia.platform.PluginFamily;
import org.helia.platform.Plugins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The profiles that have names: those of IPIP-499, and what providers bring while they are here.
 */
final class ProfileRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(ProfileRegistry.class);
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");

  /** A name that is not there is not waited for: nobody knows that it will ever come. */
  private final Plugins<UnixFsProfileProvider> providers =
      new Plugins<>(
          new PluginFamily(
              "UnixFS profile provider",
              "that brings the profile",
              Duration.ZERO,
              PluginFamily.DEFAULT_DRAIN));

  void add(UnixFsProfileProvider provider, Map<String, ?> properties) {
    providers.add(provider, properties);
    for (UnixFsProfile profile : profilesOf(provider)) {
      if (!isAllowed(profile.name())) {
        LOG.warn(
            "the profile '{}' of {} is left out: its name is taken, or not of the letters a to z, digits, dots and dashes",
            profile.name(),
            provider);
      }
    }
  }

  void update(UnixFsProfileProvider provider, Map<String, ?> properties) {
    providers.update(provider, properties);
  }

  void remove(UnixFsProfileProvider provider) {
    providers.remove(provider);
  }

  /** All profiles, those of IPIP-499 first; each name once. */
  List<UnixFsProfile> list() {
    Map<String, UnixFsProfile> byName = new LinkedHashMap<>();
    UnixFsProfile.NAMED.forEach(profile -> byName.put(profile.name(), profile));
    for (Plugin<UnixFsProfileProvider> provider : providers.all()) {
      profilesOf(provider).stream()
          .filter(profile -> isAllowed(profile.name()))
          .forEach(profile -> byName.putIfAbsent(profile.name(), profile));
    }
    return new ArrayList<>(byName.values());
  }

  private static List<UnixFsProfile> profilesOf(Plugin<UnixFsProfileProvider> provider) {
    if (!provider.enter()) {
      return List.of();
    }
    try {
      return profilesOf(provider.service());
    } finally {
      provider.exit();
    }
  }

  /** A provider that fails must not take the profiles of all others with it. */
  private static List<UnixFsProfile> profilesOf(UnixFsProfileProvider provider) {
    try {
      return provider.profiles();
    } catch (RuntimeException e) {
      LOG.warn("{} does not tell its profiles", provider, e);
      return List.of();
    }
  }

  private static boolean isAllowed(String name) {
    return NAME.matcher(name).matches()
        && !name.equals(UnixFsProfile.CUSTOM)
        && UnixFsProfile.byName(name).isEmpty();
  }
}

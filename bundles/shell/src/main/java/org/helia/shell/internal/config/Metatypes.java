package org.helia.shell.internal.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** What the bundles say about their configurations. */
final class Metatypes {
  private static final String OURS = "org.helia.";

  private final BundleContext context;
  private final MetaTypeService service;

  Metatypes(BundleContext context, MetaTypeService service) {
    this.context = context;
    this.service = service;
  }

  /** The PIDs that Helia's bundles describe. */
  List<String> pids() {
    List<String> pids = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      MetaTypeInformation information = service.getMetaTypeInformation(bundle);
      if (information != null) {
        Arrays.stream(information.getPids()).filter(pid -> pid.startsWith(OURS)).forEach(pids::add);
      }
    }
    return pids;
  }

  /** The options that a bundle describes for a PID; empty when none does. */
  List<AttributeDefinition> options(String pid) {
    for (Bundle bundle : context.getBundles()) {
      MetaTypeInformation information = service.getMetaTypeInformation(bundle);
      if (information != null && List.of(information.getPids()).contains(pid)) {
        ObjectClassDefinition described = information.getObjectClassDefinition(pid, null);
        return List.of(described.getAttributeDefinitions(ObjectClassDefinition.ALL));
      }
    }
    return List.of();
  }
}

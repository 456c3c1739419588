package org.helia.core.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(name = "Helia OSGi: node", description = "How far the node opens itself.")
@interface NodeConfig {
  /** The configuration's name. */
  String PID = "org.helia.node";

  /** Which network the node joins. */
  @AttributeDefinition(
      name = "Join",
      description =
          "Which network the node joins: none listens on loopback and reaches nobody that nobody"
              + " asked for; lan listens on all interfaces and looks for peers in the local networks;"
              + " public does so in the public network. The command join says what that means.",
      options = {@Option("none"), @Option("lan"), @Option("public")})
  String join() default "none";
}

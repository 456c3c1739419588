package org.helia.codecs.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}, of codecs and hash functions alike. */
@ObjectClassDefinition(
    name = "Helia OSGi: codecs and hash functions",
    description = "How patient a node is when a codec or a hash function is swapped.")
@interface CodecsConfig {
  /** The configuration's name. */
  String PID = "org.helia.codecs";

  /** The longest that either option may be, in milliseconds. */
  long MAX_MILLIS = 600_000;

  /** How long a caller waits. */
  @AttributeDefinition(
      name = "Grace, in milliseconds",
      description =
          "How long a caller waits for a replacement when what it needs has just left; 0 to 600000. A"
              + " change takes effect at once.",
      min = "0",
      max = "600000")
  long graceMillis() default 5_000;

  /** How long a plugin that leaves may take. */
  @AttributeDefinition(
      name = "Drain, in milliseconds",
      description =
          "How long a codec or a hash function that leaves may take to end the calls that it has; 0 to"
              + " 600000. A change takes effect at once.",
      min = "0",
      max = "600000")
  long drainMillis() default 10_000;
}

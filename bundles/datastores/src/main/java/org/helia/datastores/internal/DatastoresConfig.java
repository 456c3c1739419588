package org.helia.datastores.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(
    name = "Helia OSGi: datastores",
    description = "How the datastore in use is waited for.")
@interface DatastoresConfig {
  /** The configuration's name. */
  String PID = "org.helia.datastores";

  /** The longest that either option may be, in milliseconds: ten minutes. */
  long MAX_MILLIS = 600_000;

  /** How long callers wait for the store in use. */
  @AttributeDefinition(
      name = "Grace (ms)",
      description =
          "How many milliseconds a call waits for the datastore in use to come or to come back, before"
              + " it fails.",
      min = "0",
      max = "" + MAX_MILLIS)
  long graceMillis() default 5_000;

  /** How long a store that leaves is waited for. */
  @AttributeDefinition(
      name = "Drain (ms)",
      description =
          "How many milliseconds a datastore that leaves may take to end the calls that it has.",
      min = "0",
      max = "" + MAX_MILLIS)
  long drainMillis() default 10_000;
}

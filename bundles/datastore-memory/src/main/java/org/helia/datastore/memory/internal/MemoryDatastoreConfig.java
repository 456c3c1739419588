package org.helia.datastore.memory.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@code org.helia.datastore.memory}. */
@ObjectClassDefinition(
    name = "Helia OSGi: datastore in memory",
    description = "Keeps pins, names and the like in memory; they are gone when the bundle stops.")
@interface MemoryDatastoreConfig {
  /** How much room the entries may take. */
  @AttributeDefinition(
      name = "Most bytes",
      description =
          "How many bytes of memory all entries together may take, each counted with "
              + MemoryDatastore.OVERHEAD_BYTES
              + " bytes for keeping it. 0: a quarter of the heap that the JVM may use. A change takes"
              + " effect at once; entries that are there stay.",
      min = "0")
  long maxBytes() default 0;

  /** Its place among the datastores. */
  @AttributeDefinition(
      name = "Ranking",
      description =
          "A new node uses the datastore with the highest ranking. It keeps that one until a"
              + " migration, whatever the ranking then is.")
  int service_ranking() default 0;
}

package org.helia.blockstore.memory.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@code org.helia.blockstore.memory}. */
@ObjectClassDefinition(
    name = "Helia OSGi: blockstore in memory",
    description = "Keeps blocks in memory; they are gone when the bundle stops.")
@interface MemoryBlockstoreConfig {
  /** How much room the blocks may take. */
  @AttributeDefinition(
      name = "Most bytes",
      description =
          "How many bytes of memory all blocks together may take, each counted with "
              + MemoryBlockstore.OVERHEAD_BYTES
              + " bytes for keeping it. 0: half of the heap that the JVM may use. A change takes effect at"
              + " once; blocks that are there stay.",
      min = "0")
  long maxBytes() default 0;

  /** Its place among the blockstores. */
  @AttributeDefinition(
      name = "Ranking",
      description =
          "New blocks go to the blockstore with the highest ranking, and reads ask it first. A change"
              + " takes effect at once; blocks that are there stay.")
  int service_ranking() default 0;
}

package org.helia.blockstore.flatfs.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@code org.helia.blockstore.flatfs}. */
@ObjectClassDefinition(
    name = "Helia OSGi: blockstore in files",
    description = "Keeps each block in a file, in the layout of Kubo's datastore.")
@interface FlatfsConfig {
  /** Where the blocks are. */
  @AttributeDefinition(
      name = "Folder",
      description =
          "The folder of the blocks, also one of Kubo's (its repository's blocks). A relative path is"
              + " below the node's home. Empty: repository/blocks in the node's home. A change closes"
              + " the store and opens the other folder; no block is moved.",
      required = false)
  String path() default "";

  /** Its place among the blockstores. */
  @AttributeDefinition(
      name = "Ranking",
      description =
          "New blocks go to the blockstore with the highest ranking, and reads ask it first.")
  int service_ranking() default 100;
}

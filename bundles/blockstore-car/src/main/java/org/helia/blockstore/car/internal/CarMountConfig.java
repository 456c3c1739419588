package org.helia.blockstore.car.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configurations {@code org.helia.blockstore.car~NAME}, one for each file. */
@ObjectClassDefinition(
    name = "Helia OSGi: CAR file as a blockstore",
    description =
        "Reads the blocks of a CAR file where they are. Nothing is written to it; every byte is"
            + " checked when it is read.")
@interface CarMountConfig {
  /** Which file. */
  @AttributeDefinition(
      name = "File",
      description =
          "The CAR, of version 1 or 2. A relative path is below the node's home. A change closes the"
              + " file and opens the other one.")
  String path();

  /** What it is called. */
  @AttributeDefinition(
      name = "Name",
      description =
          "What the blockstore is called in commands and errors; unique in a node. Empty: car- and"
              + " the file's name without .car.",
      required = false)
  String name() default "";

  /** Its place among the blockstores. */
  @AttributeDefinition(
      name = "Ranking",
      description =
          "Reads ask blockstores with a higher ranking first. New blocks never go here, whatever it"
              + " is.")
  int service_ranking() default -1000;
}

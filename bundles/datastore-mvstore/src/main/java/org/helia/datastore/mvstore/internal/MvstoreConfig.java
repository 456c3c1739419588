package org.helia.datastore.mvstore.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value MvstoreDatastore#PID}. */
@ObjectClassDefinition(
    name = "Helia OSGi: datastore in a file",
    description = "Keeps pins, names and the like in one file, with H2 MVStore.")
@interface MvstoreConfig {
  /** The largest cache, in MiB. */
  int MAX_CACHE_MEBIBYTES = 4096;

  /** Where the file is. */
  @AttributeDefinition(
      name = "File",
      description =
          "The file of the entries. A relative path is below the node's home. Empty:"
              + " repository/datastore.mv in the node's home. A change closes the file and opens the"
              + " other; no entry is moved.",
      required = false)
  String path() default "";

  /** How much of the file is kept in memory. */
  @AttributeDefinition(
      name = "Cache (MiB)",
      description =
          "How many MiB of the file are kept in memory; 1 to " + MAX_CACHE_MEBIBYTES + ".",
      min = "1",
      max = "" + MAX_CACHE_MEBIBYTES)
  int cacheMebibytes() default 16;

  /** Its place among the datastores. */
  @AttributeDefinition(
      name = "Ranking",
      description =
          "A new node uses the datastore with the highest ranking. It keeps that one until a"
              + " migration, whatever the ranking then is.")
  int service_ranking() default 100;
}

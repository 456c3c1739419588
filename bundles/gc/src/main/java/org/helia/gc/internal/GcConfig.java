package org.helia.gc.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(
    name = "Helia OSGi: garbage collection",
    description = "How blocks that nothing needs are removed, and how many bytes blocks may take.")
@interface GcConfig {
  /** The configuration's name. */
  String PID = "org.helia.gc";

  /** The most threads. */
  int MAX_THREADS = 64;

  /** The longest that an option takes, in seconds: an hour. */
  long MAX_SECONDS = 3600;

  /** The quota. */
  @AttributeDefinition(
      name = "Most bytes",
      description =
          "How many bytes all blocks together may have. A block that would exceed it makes room by a"
              + " collection, or is refused. 0: no limit. A change takes effect at once; blocks that are"
              + " there stay.",
      min = "0")
  long maxBytes() default 0;

  /** When to collect. */
  @AttributeDefinition(
      name = "High watermark (%)",
      description =
          "Collect before a block is stored when the blocks take more than so many percent of the most"
              + " bytes; 1 to 100.",
      min = "1",
      max = "100")
  int highWatermarkPercent() default 95;

  /** When to stop. */
  @AttributeDefinition(
      name = "Low watermark (%)",
      description =
          "Such a collection stops when the blocks take no more than so many percent of the most bytes;"
              + " 0 to the high watermark.",
      min = "0",
      max = "100")
  int lowWatermarkPercent() default 80;

  /** How long a block waits for room. */
  @AttributeDefinition(
      name = "Make room (s)",
      description =
          "How many seconds storing a block may wait for a collection to make room before it is"
              + " refused; 1 to 3600.",
      min = "1",
      max = "" + MAX_SECONDS)
  long makeRoomSeconds() default 60;

  /** How long a paused collection is kept. */
  @AttributeDefinition(
      name = "Keep paused (s)",
      description =
          "How many seconds after it was paused a collection may go on where it stopped; later it"
              + " begins anew. Meanwhile writers protect their blocks beyond their end. 0 to 3600.",
      min = "0",
      max = "" + MAX_SECONDS)
  long keepPausedSeconds() default 600;

  /** How many threads mark. */
  @AttributeDefinition(
      name = "Threads",
      description = "How many threads find what is needed; 1 to 64.",
      min = "1",
      max = "" + MAX_THREADS)
  int threads() default 4;

  /** Whose roots must be asked. */
  @AttributeDefinition(
      name = "Required owners",
      description =
          "Whose roots must be there before anything is collected, besides those that have been there"
              + " before.")
  String[] requiredOwners() default {"pins"};
}

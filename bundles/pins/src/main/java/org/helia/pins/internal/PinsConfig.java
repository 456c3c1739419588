package org.helia.pins.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(name = "Helia OSGi: pins", description = "How DAGs are pinned.")
@interface PinsConfig {
  /** The configuration's name. */
  String PID = "org.helia.pins";

  /** The most threads. */
  int MAX_THREADS = 256;

  /** A year. */
  long MAX_RESUME_HOURS = 24L * 366;

  /** How many blocks of one DAG are fetched at once. */
  @AttributeDefinition(
      name = "Threads",
      description = "How many blocks of one DAG are read or fetched at once; 1 to 256.",
      min = "1",
      max = "" + MAX_THREADS)
  int threads() default 8;

  /** How long what was fetched for a pin that was broken off is kept. */
  @AttributeDefinition(
      name = "Resume (hours)",
      description =
          "How many hours what was fetched for a pin that was broken off is safe from garbage"
              + " collection, so that the next try goes on from there; 0 to 8784.",
      min = "0",
      max = "" + MAX_RESUME_HOURS)
  long resumeHours() default 72;
}

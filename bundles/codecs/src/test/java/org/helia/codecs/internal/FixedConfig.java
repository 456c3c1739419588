package org.helia.codecs.internal;

import java.lang.annotation.Annotation;

/** A configuration as Declarative Services makes it. */
@SuppressWarnings("BadAnnotationImplementation") // only read by its methods, never compared
record FixedConfig(long graceMillis, long drainMillis) implements CodecsConfig {
  /**
   * Long enough for every test to end before; who waits that long fails the test by its timeout.
   */
  static final FixedConfig PATIENT = new FixedConfig(MAX_MILLIS, MAX_MILLIS);

  static final FixedConfig IMPATIENT = new FixedConfig(0, MAX_MILLIS);

  @Override
  public Class<? extends Annotation> annotationType() {
    return CodecsConfig.class;
  }
}

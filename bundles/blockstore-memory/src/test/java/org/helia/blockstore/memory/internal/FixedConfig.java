package org.helia.blockstore.memory.internal;

import java.lang.annotation.Annotation;

/** A configuration as Declarative Services makes it. */
@SuppressWarnings("BadAnnotationImplementation") // only read by its methods, never compared
record FixedConfig(long maxBytes) implements MemoryBlockstoreConfig {
  @Override
  public int service_ranking() {
    return 0;
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return MemoryBlockstoreConfig.class;
  }
}

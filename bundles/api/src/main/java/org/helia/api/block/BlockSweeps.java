package org.helia.api.block;

import org.osgi.annotation.versioning.ProviderType;

/** Lets a garbage collector remove blocks beside everything else that goes on. */
@ProviderType
public interface BlockSweeps {
  /**
   * Begins a sweep. Only then may the collector read its roots: a root that is recorded later
   * belongs to a writer that the sweep knows.
   *
   * @throws BlockException when another sweep is open
   */
  BlockSweep begin();
}

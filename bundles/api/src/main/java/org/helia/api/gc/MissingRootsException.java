package org.helia.api.gc;

import java.util.Set;

/** Somebody who has roots is not there. Nothing was deleted. */
public final class MissingRootsException extends GcException {
  private static final long serialVersionUID = 1L;

  private final Set<String> owners;

  /**
   * @param owners who is missing
   */
  public MissingRootsException(Set<String> owners) {
    super(
        ("nothing was collected: the roots of %s cannot be asked as their bundles are not there;"
                + " start them, as with feature:install helia-%s, or forget them")
            .formatted(String.join(", ", owners), owners.iterator().next()));
    this.owners = Set.copyOf(owners);
  }

  /** Who is missing. */
  public Set<String> owners() {
    return owners;
  }
}

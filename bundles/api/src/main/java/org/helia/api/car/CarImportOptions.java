package org.helia.api.car;

/**
 * How a CAR is read.
 *
 * @param requireRoots whether a CAR whose header names no root, or whose roots are neither in it
 *     nor in the node afterwards, is refused
 */
public record CarImportOptions(boolean requireRoots) {
  /** Roots may be missing. */
  public static final CarImportOptions DEFAULTS = new CarImportOptions(false);
}

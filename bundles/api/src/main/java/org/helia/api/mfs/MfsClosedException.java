package org.helia.api.mfs;

/**
 * The service was replaced or is being stopped, and did nothing. {@link
 * org.helia.api.node.Helia#mfs} finds the new one.
 */
public final class MfsClosedException extends MfsException {
  private static final long serialVersionUID = 1L;

  /** The error. */
  public MfsClosedException() {
    super("the mutable file system is being stopped or replaced; try again");
  }
}

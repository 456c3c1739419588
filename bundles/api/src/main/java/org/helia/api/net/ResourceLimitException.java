package org.helia.api.net;

/** A limit of this node would have been exceeded. */
public final class ResourceLimitException extends NetException {
  private static final long serialVersionUID = 1L;

  /**
   * @param usage the limit and what is used of it
   */
  public ResourceLimitException(ResourceUsage usage) {
    super(
        "too many "
            + usage.resource()
            + " of "
            + usage.scope()
            + ": "
            + usage.used()
            + " of "
            + usage.limit()
            + " in use");
  }
}

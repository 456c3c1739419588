package org.helia.api;

/** No plugin of a family is present and none came within the grace period. */
public final class ServiceMissingException extends HeliaException {
  private static final long serialVersionUID = 1L;

  private final String service;
  private final String feature;

  /**
   * @param service the family, as in "blockstore"
   * @param feature a feature that provides one, as in "helia-blockstore-flatfs"
   * @param waitedMillis how long the caller waited for one, in milliseconds
   */
  public ServiceMissingException(String service, String feature, long waitedMillis) {
    super(
        ("no %s is present (waited %d ms): install one, for example feature:install %s, or see in the"
                + " status what did not start")
            .formatted(service, waitedMillis, feature));
    this.service = service;
    this.feature = feature;
  }

  /** The family that has no member. */
  public String service() {
    return service;
  }

  /** The feature to install. */
  public String feature() {
    return feature;
  }
}

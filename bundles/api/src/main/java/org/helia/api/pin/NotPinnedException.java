package org.helia.api.pin;

import org.helia.multiformats.Cid;

/** There is no such pin. */
public final class NotPinnedException extends PinException {
  private static final long serialVersionUID = 1L;

  /**
   * @param owner whose pin was looked for; empty for the operator's
   */
  public NotPinnedException(Cid cid, String owner) {
    super(cid + " is not pinned" + (owner.isEmpty() ? "" : " by " + owner));
  }
}

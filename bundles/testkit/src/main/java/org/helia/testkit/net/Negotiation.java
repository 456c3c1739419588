package org.helia.testkit.net;

import org.jspecify.annotations.Nullable;

/** Which of several protocols the remote chose, once it has answered. */
final class Negotiation extends Changing {
  private boolean answered;
  private @Nullable String protocol;

  /**
   * @param chosen null: none of them
   */
  synchronized void answer(@Nullable String chosen) {
    answered = true;
    protocol = chosen;
    changed();
  }

  synchronized @Nullable String protocol() {
    return protocol;
  }

  @Override
  boolean isReady() {
    return answered;
  }
}

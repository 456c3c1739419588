package org.helia.api.net;

/**
 * One thing that a node does when it joins a network.
 *
 * @param action what
 * @param target where, as in "/ip4/0.0.0.0/tcp/4001" or "https://gateway.example"
 * @param purpose what for, a few words without a full stop
 */
public record JoinStep(Action action, String target, String purpose) {
  /** What can be done. */
  public enum Action {
    /** Lets others in. */
    LISTEN,

    /** Goes to others. */
    REACH
  }

  /** Lets others in. */
  public static JoinStep listen(String target, String purpose) {
    return new JoinStep(Action.LISTEN, target, purpose);
  }

  /** Goes to others. */
  public static JoinStep reach(String target, String purpose) {
    return new JoinStep(Action.REACH, target, purpose);
  }
}

package org.helia.broker.bitswap.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(
    name = "Helia OSGi: Bitswap",
    description = "How blocks are exchanged with other peers. A change restarts the exchange.")
@interface BitswapConfig {
  /** The configuration's name. */
  String PID = "org.helia.broker.bitswap";

  /** Its place among the brokers. */
  @AttributeDefinition(
      name = "Ranking",
      description =
          "The broker with the highest ranking is asked first. A change takes effect at once.")
  int service_ranking() default 100;

  /** How much is asked of a peer at once. */
  @AttributeDefinition(
      name = "Fetching per peer (KiB)",
      description = "How much may be under way from one peer; block sizes are guessed for that.",
      min = "256",
      max = "1048576")
  int maxFetchingKiBPerPeer() default 16 * 1024;

  /** How long a block that nobody has is waited for. */
  @AttributeDefinition(
      name = "Patience (ms)",
      description =
          "How long a block is waited for that no peer has, in case one gets it or another comes.",
      min = "0",
      max = "600000")
  long patienceMillis() default 10_000;

  /** How many peers are served at once. */
  @AttributeDefinition(
      name = "Serve threads",
      description = "For how many peers blocks are read at the same time.",
      min = "1",
      max = "64")
  int serveThreads() default 4;

  /** How much of a peer's want list is kept. */
  @AttributeDefinition(
      name = "Wants per peer",
      description = "How many wants of a peer are kept; those of the lowest priority are refused.",
      min = "16",
      max = "65536")
  int maxWantsPerPeer() default 1_024;

  /** How much is read for a peer that does not take it. */
  @AttributeDefinition(
      name = "Outstanding per peer (KiB)",
      description = "How much is read for a peer before it has taken what was read before.",
      min = "64",
      max = "65536")
  int maxOutstandingKiBPerPeer() default 4 * 1024;

  /** The same for all. */
  @AttributeDefinition(
      name = "Outstanding (KiB)",
      description = "How much is read for all peers together before they have taken it.",
      min = "1024",
      max = "4194304")
  int maxOutstandingKiB() default 64 * 1024;

  /** How long a peer may take nothing. */
  @AttributeDefinition(
      name = "Send time-out (ms)",
      description = "How long a peer may take nothing of what is sent to it.",
      min = "1000",
      max = "600000")
  long sendTimeoutMillis() default 30_000;

  /** How long a peer may pause. */
  @AttributeDefinition(
      name = "Receive time-out (ms)",
      description = "How long a peer may pause in the middle of a message.",
      min = "1000",
      max = "600000")
  long receiveTimeoutMillis() default 30_000;

  /** How many things that wait are done at once. */
  @AttributeDefinition(
      name = "Threads",
      description = "How many peers are sent to at once where there are no virtual threads.",
      min = "4",
      max = "1024")
  int threads() default 64;
}

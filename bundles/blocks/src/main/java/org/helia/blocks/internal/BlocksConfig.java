package org.helia.blocks.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(
    name = "Helia OSGi: blocks",
    description = "How blocks are read from blockstores and fetched from elsewhere.")
@interface BlocksConfig {
  /** The configuration's name. */
  String PID = "org.helia.blocks";

  /** The longest time that an option takes, in milliseconds: ten minutes. */
  long MAX_MILLIS = 600_000;

  /** The most blocks that a reader may fetch ahead. */
  int MAX_READ_AHEAD_BLOCKS = 1024;

  /** The most blocks that a reader may have wanted outside. */
  int MAX_FETCH_AHEAD_BLOCKS = 4096;

  /** Whether what comes from a blockstore is checked, too. */
  @AttributeDefinition(
      name = "Verify on read",
      description =
          "Check each block that is read from a blockstore against its hash, so that a bad disk is noticed and"
              + " a good copy from elsewhere replaces the corrupt one. Blocks from outside are always checked.")
  boolean verifyOnRead() default true;

  /** How long callers wait for a plugin that left. */
  @AttributeDefinition(
      name = "Grace (ms)",
      description =
          "How many milliseconds a call waits for a blockstore or broker that just left to come back, or for"
              + " the first blockstore to come, before it fails.",
      min = "0",
      max = "" + MAX_MILLIS)
  long graceMillis() default 5_000;

  /** How long a plugin that leaves is waited for. */
  @AttributeDefinition(
      name = "Drain (ms)",
      description =
          "How many milliseconds a blockstore or broker that leaves may take to end the calls that it has.",
      min = "0",
      max = "" + MAX_MILLIS)
  long drainMillis() default 10_000;

  /** How long the best broker is asked alone. */
  @AttributeDefinition(
      name = "Head start (ms)",
      description =
          "How many milliseconds a broker is asked for a block before the next one in rank is asked beside it."
              + " The next one is asked at once when the first has nothing, fails or lies.",
      min = "0",
      max = "" + MAX_MILLIS)
  long headStartMillis() default 1_000;

  /** How many blocks a session fetches ahead. */
  @AttributeDefinition(
      name = "Read ahead (blocks)",
      description =
          "How many blocks a reader of a DAG reads ahead from the node's own stores. 32 MiB for each reader and an"
              + " eighth of the heap for all of them are limits of their own.",
      min = "0",
      max = "" + MAX_READ_AHEAD_BLOCKS)
  int readAheadBlocks() default 32;

  /** How many blocks a session has wanted outside. */
  @AttributeDefinition(
      name = "Fetch ahead (blocks)",
      description =
          "How many blocks a reader of a DAG may have wanted from elsewhere at once. So many are used only when"
              + " blocks are small and far away; the limits of bytes hold as well.",
      min = "0",
      max = "" + MAX_FETCH_AHEAD_BLOCKS)
  int fetchAheadBlocks() default 1024;
}

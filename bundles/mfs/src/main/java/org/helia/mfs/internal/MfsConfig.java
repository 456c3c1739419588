package org.helia.mfs.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(
    name = "Helia OSGi: mutable file system",
    description = "How the mutable file system stores files and when changes become durable.")
@interface MfsConfig {
  /** The configuration's name. */
  String PID = "org.helia.mfs";

  /** The longest time to wait with unflushed changes, in milliseconds: a minute. */
  int MAX_FLUSH_DELAY_MILLIS = 60_000;

  /** The most changes that may wait to be durable. */
  int MAX_UNFLUSHED = 65_536;

  /** The most content of one write that is held in memory, in bytes. */
  int MAX_BUFFER_BYTES = 64 * 1024 * 1024;

  /** What new files and directories look like. */
  @AttributeDefinition(
      name = "Profile",
      description =
          "The UnixFS profile that gives the size of chunks and when directories are spread over many blocks, and"
              + " the CID version and hash function of the root of a new node; everything else inherits those.")
  String profile() default "unixfs-v1-2025";

  /** How long a change without flush may wait. */
  @AttributeDefinition(
      name = "Flush delay (ms)",
      description =
          "How many milliseconds after a change that did not ask to be flushed all changes are made durable.",
      min = "1",
      max = "" + MAX_FLUSH_DELAY_MILLIS)
  int flushDelayMillis() default 1_000;

  /** How many changes may wait. */
  @AttributeDefinition(
      name = "Unflushed changes",
      description = "How many changes may wait to be made durable before the next one waits, too.",
      min = "1",
      max = "" + MAX_UNFLUSHED)
  int maxUnflushedChanges() default 256;

  /** How much of a write is held in memory. */
  @AttributeDefinition(
      name = "Buffer (bytes)",
      description =
          "How much content of one write is held in memory. Longer content is stored before the write takes"
              + " its turn, so that others need not wait for its source.",
      min = "1",
      max = "" + MAX_BUFFER_BYTES)
  int bufferBytes() default 1024 * 1024;
}

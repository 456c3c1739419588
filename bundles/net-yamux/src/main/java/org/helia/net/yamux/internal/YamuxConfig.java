package org.helia.net.yamux.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be configured. */
@ObjectClassDefinition(
    id = "org.helia.net.yamux",
    name = "Helia yamux",
    description = "Many streams over one connection.")
public @interface YamuxConfig {
  /** Largest window of a stream in KiB. */
  @AttributeDefinition(
      name = "Largest window",
      description =
          "KiB that a remote may send on one stream ahead of what is read, 256 to 1048576; windows"
              + " begin with 256 and grow when the connection is faster than they allow.")
  int maxWindowKibibytes() default 16_384;

  /** Seconds between two pings. */
  @AttributeDefinition(
      name = "Keep-alive",
      description =
          "Seconds between two pings, which show whether the remote is there; 1 to 86400.")
  int keepAliveSeconds() default 30;

  /** Seconds until silence after a ping ends the connection. */
  @AttributeDefinition(
      name = "Answer within",
      description =
          "Seconds of silence after a ping upon which the connection is ended; 1 to 3600.")
  int answerWithinSeconds() default 10;
}

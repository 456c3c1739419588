package org.helia.net.dns.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(
    name = "Helia OSGi: names",
    description = "Whom the node asks for names, and how many answers it takes.")
@interface DnsConfig {
  /** The configuration's name. */
  String PID = "org.helia.net.dns";

  /** The longest time that an option takes, in milliseconds: a minute. */
  long MAX_MILLIS = 60_000;

  /** Whom to ask. */
  @AttributeDefinition(
      name = "Servers",
      description =
          "The servers to ask, in this order: an IP with or without port, as in 192.0.2.1, 192.0.2.1:5353"
              + " or [2001:db8::1]:53, or the https:// address of one that speaks DNS over HTTPS. Empty:"
              + " those of the machine.")
  String[] servers() default {};

  /** How long a server has. */
  @AttributeDefinition(
      name = "Query (ms)",
      description =
          "How many milliseconds a server has before the next one, or it again, is asked.",
      min = "10",
      max = "" + MAX_MILLIS)
  long queryMillis() default 2_500;

  /** How often names lead to names. */
  @AttributeDefinition(
      name = "Depth",
      description = "How many times in a row the name of a peer may lead to another.",
      min = "1",
      max = "32")
  int maxDepth() default 4;

  /** How many questions. */
  @AttributeDefinition(
      name = "Lookups",
      description = "How many names may be looked up for one address of a peer.",
      min = "1",
      max = "1000")
  int maxLookups() default 32;

  /** How many results. */
  @AttributeDefinition(
      name = "Addresses",
      description = "How many addresses one name may become.",
      min = "1",
      max = "1000")
  int maxAddresses() default 64;

  /** How many answers are kept. */
  @AttributeDefinition(
      name = "Cached answers",
      description = "How many answers are kept until their time is over; 0: none.",
      min = "0",
      max = "1000000")
  int cachedAnswers() default 1_024;

  /** How long answers are kept at most. */
  @AttributeDefinition(
      name = "Longest (s)",
      description = "How many seconds an answer is kept at most, whatever it says.",
      min = "0",
      max = "604800")
  long maxTimeToLiveSeconds() default 3_600;
}

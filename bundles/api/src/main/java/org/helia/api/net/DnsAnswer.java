package org.helia.api.net;

import java.time.Duration;
import java.util.List;

/**
 * What a name leads to.
 *
 * @param records in the order of the answer; may be empty
 * @param timeToLive how long they hold from now on
 */
public record DnsAnswer<T>(List<T> records, Duration timeToLive) {
  /** Copies the list. */
  public DnsAnswer {
    records = List.copyOf(records);
  }
}

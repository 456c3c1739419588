package org.helia.testkit.net;

import java.util.Map;

/**
 * Which hosts cannot reach which.
 *
 * @param outage what happens between them
 * @param groups the group of each host; those that are not named are one group, 0
 */
record Partition(Outage outage, Map<MemoryHost, Integer> groups) {
  boolean parts(MemoryHost one, MemoryHost other) {
    return groups.getOrDefault(one, 0).intValue() != groups.getOrDefault(other, 0);
  }
}

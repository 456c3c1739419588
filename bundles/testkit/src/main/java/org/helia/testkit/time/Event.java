package org.helia.testkit.time;

/**
 * Something that happens at a moment.
 *
 * @param at when, in nanoseconds
 * @param sequence puts in order what happens at the same moment
 * @param task must not wait
 */
record Event(long at, long sequence, Runnable task) implements Comparable<Event> {
  @Override
  public int compareTo(Event other) {
    int order = Long.compare(at, other.at);
    return order != 0 ? order : Long.compare(sequence, other.sequence);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Event that && sequence == that.sequence;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(sequence);
  }
}

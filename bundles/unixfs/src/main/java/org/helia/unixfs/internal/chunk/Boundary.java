package org.helia.unixfs.internal.chunk;

import org.helia.api.unixfs.Chunker;

/** Finds where a chunk ends. Keeps nothing between calls, so any number of threads may ask. */
@FunctionalInterface
public interface Boundary {
  /**
   * The end of the chunk that begins at {@code from}.
   *
   * @param bytes the content
   * @param from where the chunk begins
   * @param to where the bytes at hand end: the end of the content, or the chunker's greatest size
   *     or more away
   * @return more than {@code from} and at most {@code to}
   */
  int next(byte[] bytes, int from, int to);

  /** The boundaries of a chunker. */
  static Boundary of(Chunker chunker) {
    if (chunker instanceof Chunker.Rabin rabin) {
      return new RabinBoundary(rabin);
    }
    if (chunker instanceof Chunker.Buzhash) {
      return new BuzhashBoundary();
    }
    int size = chunker.maxBytes();
    return (bytes, from, to) -> Math.min(to, from + size);
  }
}

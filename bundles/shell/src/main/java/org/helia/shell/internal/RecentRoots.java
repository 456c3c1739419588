package org.helia.shell.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.helia.multiformats.Cid;

/**
 * The roots that commands of this node have had to do with lately, the latest first, so that they
 * can be completed.
 */
public final class RecentRoots {
  private static final int MAX = 100;

  private final Deque<Cid> roots = new ArrayDeque<>();

  /** Notes one. */
  public synchronized void add(Cid root) {
    roots.remove(root);
    roots.addFirst(root);
    if (roots.size() > MAX) {
      roots.removeLast();
    }
  }

  /** All that are remembered. */
  public synchronized List<Cid> list() {
    return new ArrayList<>(roots);
  }
}

package org.helia.dag.internal;

import java.util.ArrayList;
import java.util.List;

/** The way of links to a block, in words. */
final class Way {
  /** How many blocks at each end of a long way are named. */
  private static final int NAMED = 8;

  private Way() {}

  /**
   * A text.
   *
   * @param blocks those that come before the block, the root first
   */
  static String through(List<String> blocks) {
    if (blocks.isEmpty()) {
      return "it is a root";
    }
    List<String> names = new ArrayList<>(blocks);
    if (names.size() > 2 * NAMED) {
      List<String> middle = names.subList(NAMED, names.size() - NAMED);
      String left = "… %d more …".formatted(middle.size());
      middle.clear();
      names.add(NAMED, left);
    }
    return "linked to by " + String.join(" → ", names);
  }
}

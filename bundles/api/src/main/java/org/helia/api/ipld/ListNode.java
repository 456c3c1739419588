package org.helia.api.ipld;

import java.util.Collections;
import java.util.List;

/**
 * Values in an order.
 *
 * @param items becomes the node's own: nobody changes it any more; readers see it unmodifiable
 */
public record ListNode(List<Node> items) implements Node {
  /** The list without items. */
  public static final ListNode EMPTY = new ListNode(List.of());

  /** Wraps the list, does not copy it. */
  public ListNode {
    items = Collections.unmodifiableList(items);
  }

  /** A list of these. */
  public static ListNode of(Node... items) {
    return new ListNode(List.of(items));
  }

  @Override
  public Kind kind() {
    return Kind.LIST;
  }
}

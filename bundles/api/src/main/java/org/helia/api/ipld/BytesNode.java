package org.helia.api.ipld;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Bytes.
 *
 * @param value becomes the node's own: nobody changes it any more
 */
public record BytesNode(byte[] value) implements Node {
  private static final int SHOWN = 16;

  /** Refuses null. */
  public BytesNode {
    Objects.requireNonNull(value, "value");
  }

  @Override
  public Kind kind() {
    return Kind.BYTES;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BytesNode node && Arrays.equals(value, node.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    String start = HexFormat.of().formatHex(value, 0, Math.min(SHOWN, value.length));
    return "BytesNode[%s%s]".formatted(start, value.length > SHOWN ? "…" : "");
  }
}

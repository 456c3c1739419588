package org.helia.api.ipld;

/** Nothing, but said explicitly. */
public record NullNode() implements Node {
  /** One is enough. */
  public static final NullNode INSTANCE = new NullNode();

  @Override
  public Kind kind() {
    return Kind.NULL;
  }
}

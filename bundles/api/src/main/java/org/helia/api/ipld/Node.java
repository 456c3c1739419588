package org.helia.api.ipld;

/**
 * A value of the IPLD data model, the same whatever codec it was read with. Immutable as long as
 * nobody changes the arrays and collections that were handed over. Two nodes are equal when they
 * hold the same value; a map's order does not count.
 *
 * @see <a href="https://ipld.io/docs/data-model/kinds/">IPLD data model kinds</a>
 */
public sealed interface Node
    permits NullNode,
        BoolNode,
        IntNode,
        FloatNode,
        StringNode,
        BytesNode,
        ListNode,
        MapNode,
        LinkNode {

  /** The kinds of values. */
  enum Kind {
    /** Nothing, but said explicitly. */
    NULL,
    /** True or false. */
    BOOL,
    /** A whole number of any size. */
    INT,
    /** A finite 64-bit floating point number. */
    FLOAT,
    /** Unicode text. */
    STRING,
    /** Bytes. */
    BYTES,
    /** Values in an order. */
    LIST,
    /** Values by text keys. */
    MAP,
    /** A CID. */
    LINK,
  }

  /** The kind of this value. */
  Kind kind();
}

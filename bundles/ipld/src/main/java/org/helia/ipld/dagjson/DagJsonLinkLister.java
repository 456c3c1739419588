package org.helia.ipld.dagjson;

import java.util.Arrays;
import java.util.function.Consumer;
import org.helia.ipld.internal.JsonReader;
import org.helia.ipld.internal.JsonReader.Token;
import org.helia.multiformats.Cid;

/**
 * Walks over a block and reports its links only. It can check a block only whose keys are in
 * canonical form, where no key can be there twice unnoticed; at any other it stops and says so.
 */
final class DagJsonLinkLister {
  /** What a value turned out to be. */
  private enum Found {
    /** A link, already reported, or bytes. */
    RESERVED,
    /** What stands for bytes if it is all that stands under a slash. */
    BYTES_FORM,
    OTHER,
    /** Keys that are not sorted or have escapes: the block must be read with its values. */
    NOT_CANONICAL,
  }

  private final byte[] block;
  private final JsonReader reader;
  private final Consumer<Cid> sink;

  /** The text of the last {@link Found#BYTES_FORM}. */
  private String base64 = "";

  DagJsonLinkLister(byte[] block, Consumer<Cid> sink) {
    this.block = block;
    this.reader = new JsonReader(DagJson.FORMAT, block);
    this.sink = sink;
  }

  /** Whether the whole block was listed and checked. */
  boolean list() {
    if (value(reader.next(), 0, false) == Found.NOT_CANONICAL) {
      return false;
    }
    reader.end();
    return true;
  }

  /**
   * @param underSlash whether this is the value of the first key, and that is "/"
   */
  private Found value(Token token, int depth, boolean underSlash) {
    switch (token) {
      case OBJECT:
        return object(depth, underSlash);
      case ARRAY:
        return array(depth);
      case STRING:
        reader.skipString();
        return Found.OTHER;
      case NUMBER:
        reader.number();
        return Found.OTHER;
      default:
        return Found.OTHER;
    }
  }

  private Found array(int depth) {
    reader.requireDepth(depth);
    if (reader.isEmpty(']')) {
      return Found.OTHER;
    }
    do {
      if (value(reader.next(), depth + 1, false) == Found.NOT_CANONICAL) {
        return Found.NOT_CANONICAL;
      }
    } while (reader.hasMore(']'));
    return Found.OTHER;
  }

  private Found object(int depth, boolean underSlash) {
    int start = reader.position() - 1;
    reader.requireDepth(depth);
    if (reader.isEmpty('}')) {
      return Found.OTHER;
    }
    reader.skipKey();
    int from = reader.contentFrom();
    int to = reader.contentTo();
    if (reader.isEscaped()) {
      return Found.NOT_CANONICAL;
    }
    Found found = first(start, depth, is(Reserved.SLASH), underSlash && is(Reserved.BYTES));
    return found == Found.OTHER ? others(depth, from, to) : found;
  }

  /**
   * The value of an object's first key. Unless it is {@link Found#OTHER}, the object has been read
   * to its end.
   */
  private Found first(int start, int depth, boolean slash, boolean bytes) {
    Token token = reader.next();
    if (token == Token.STRING && slash) {
      return link(start);
    }
    if (token == Token.STRING && bytes) {
      base64 = reader.string();
      return lastOf(Found.BYTES_FORM);
    }
    Found found = value(token, depth + 1, slash);
    if (found == Found.BYTES_FORM) {
      return bytes(start);
    }
    return found == Found.NOT_CANONICAL ? found : Found.OTHER;
  }

  private Found bytes(int start) {
    Found found = lastOf(Found.RESERVED);
    if (found == Found.RESERVED) {
      Reserved.base64(base64, start, reader);
    }
    return found;
  }

  private Found link(int start) {
    String text = reader.string();
    Found found = lastOf(Found.RESERVED);
    if (found == Found.RESERVED) {
      sink.accept(Reserved.cid(text, start, reader));
    }
    return found;
  }

  /**
   * What was found, if the object ends here. Otherwise it is refused or, when a later key would
   * have to stand first, a map: reading it with its values tells.
   */
  private Found lastOf(Found found) {
    return reader.hasMore('}') ? Found.NOT_CANONICAL : found;
  }

  private Found others(int depth, int firstFrom, int firstTo) {
    int beforeFrom = firstFrom;
    int beforeTo = firstTo;
    while (reader.hasMore('}')) {
      reader.skipKey();
      int from = reader.contentFrom();
      int to = reader.contentTo();
      boolean ascending = Arrays.compareUnsigned(block, beforeFrom, beforeTo, block, from, to) < 0;
      if (reader.isEscaped() || !ascending) {
        return Found.NOT_CANONICAL;
      }
      if (value(reader.next(), depth + 1, false) == Found.NOT_CANONICAL) {
        return Found.NOT_CANONICAL;
      }
      beforeFrom = from;
      beforeTo = to;
    }
    return Found.OTHER;
  }

  /** Whether the last key is this one. */
  private boolean is(String ascii) {
    int from = reader.contentFrom();
    if (reader.contentTo() - from != ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (block[from + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}

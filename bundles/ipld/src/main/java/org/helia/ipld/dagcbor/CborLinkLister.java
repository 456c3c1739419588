package org.helia.ipld.dagcbor;

import java.util.function.Consumer;
import org.helia.multiformats.Cid;

/** Walks over a block, checks it like {@link CborDecoder} and reports its links only. */
final class CborLinkLister {
  private final CborReader reader;
  private final Consumer<Cid> sink;

  CborLinkLister(CborReader reader, Consumer<Cid> sink) {
    this.reader = reader;
    this.sink = sink;
  }

  void list() {
    value(0);
    reader.end();
  }

  private void value(int depth) {
    switch (reader.next()) {
      case CborReader.UNSIGNED, CborReader.NEGATIVE -> {
        // The head is all there is.
      }
      case CborReader.BYTES -> reader.content();
      case CborReader.TEXT -> reader.skipText();
      case CborReader.LIST -> items(depth);
      case CborReader.MAP -> entries(depth);
      case CborReader.TAG -> sink.accept(reader.link());
      default -> simple();
    }
  }

  private void items(int depth) {
    int count = reader.count(depth, 1);
    for (int i = 0; i < count; i++) {
      value(depth + 1);
    }
  }

  private void entries(int depth) {
    int count = reader.count(depth, 2);
    int before = 0;
    int beforeLength = -1;
    for (int i = 0; i < count; i++) {
      reader.key();
      int from = reader.skipText();
      int length = reader.position() - from;
      reader.requireAscending(before, beforeLength, from, length);
      before = from;
      beforeLength = length;
      value(depth + 1);
    }
  }

  private void simple() {
    switch (reader.info()) {
      case CborReader.FALSE, CborReader.TRUE, CborReader.NULL -> {
        // The head is all there is.
      }
      case CborReader.FLOAT_64 -> reader.float64();
      default -> throw reader.unsupportedSimple();
    }
  }
}

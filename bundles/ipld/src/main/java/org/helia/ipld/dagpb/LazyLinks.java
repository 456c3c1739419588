package org.helia.ipld.dagpb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import org.helia.multiformats.Cid;

/** Links whose names become text each time they are asked for. Never changes once it is filled. */
final class LazyLinks extends AbstractList<PbLink> implements RandomAccess {
  /** A link as it was found; the name's bytes are known to be UTF-8. */
  private record Found(Cid cid, int nameFrom, int nameTo, long tsize) {}

  private final byte[] bytes;
  private final List<Found> links = new ArrayList<>();

  LazyLinks(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param nameFrom negative when there is no name
   */
  void found(Cid cid, int nameFrom, int nameTo, long tsize) {
    links.add(new Found(cid, nameFrom, nameTo, tsize));
  }

  @Override
  public PbLink get(int index) {
    Found link = links.get(index);
    int from = link.nameFrom();
    String name = from < 0 ? null : new String(bytes, from, link.nameTo() - from, UTF_8);
    return new PbLink(name, link.cid(), link.tsize());
  }

  @Override
  public int size() {
    return links.size();
  }
}

package org.helia.api.dag;

import org.helia.multiformats.Cid;

/** A path names something that a block does not have. */
public final class NoSuchLinkException extends DagException {
  private static final long serialVersionUID = 1L;

  private final String segment;
  private final transient Cid cid;

  /**
   * @param segment what was looked for
   * @param cid the block in which it is not
   * @param found what is there instead, as in "a list of 3"
   */
  public NoSuchLinkException(String segment, Cid cid, String found) {
    super("no link named \"%s\" under %s: there is %s".formatted(segment, cid, found));
    this.segment = segment;
    this.cid = cid;
  }

  /** What was looked for. */
  public String segment() {
    return segment;
  }

  /** The block in which it is not. */
  public Cid cid() {
    return cid;
  }
}

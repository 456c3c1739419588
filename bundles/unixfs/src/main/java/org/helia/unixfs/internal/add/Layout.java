package org.helia.unixfs.internal.add;

import org.helia.api.unixfs.UnixFsProfile;
import org.helia.unixfs.internal.format.Metadata;

/** Builds the tree of a file from its leaves as they come. */
interface Layout {
  /** Adds the next leaf. */
  void add(DagRoot leaf);

  /**
   * The root of the file, when all leaves have come.
   *
   * @param metadata what the root is to say beside the content; a file of a single leaf that is its
   *     own root has it there already
   */
  DagRoot finish(Metadata metadata);

  /** The layout of a profile. */
  static Layout of(UnixFsProfile profile, NodeWriter nodes) {
    return switch (profile.layout()) {
      case BALANCED -> new BalancedLayout(nodes, profile.maxFileLinks());
      case TRICKLE -> new TrickleLayout(nodes, profile.maxFileLinks());
    };
  }
}

package org.helia.api.pin;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.multiformats.Cid;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The DAGs that the node keeps. A pin is durable when the call that adds it returns, and then all
 * its blocks are in the node's blockstores. Every call may block and can be cancelled by
 * interrupting its thread.
 */
@ProviderType
public interface Pins {
  /**
   * Pins a DAG: looks at all its blocks, fetches those that are missing and records the pin. A pin
   * that is there already for this owner gets the new depth, name, notes and end. What was fetched
   * before a crash or a cancel is safe from garbage collection for the configured time, and the
   * next call for this CID and owner goes on from there.
   *
   * @param progress told of each block that is there
   * @throws IncompleteDagException when a block is not to be had; names it and the path to it
   * @throws org.helia.api.codec.UnknownCodecException when the links of a block cannot be followed
   * @throws org.helia.api.CancelledException when the thread was interrupted
   */
  Pin add(Cid cid, PinOptions options, Progress progress);

  /** The pins of a CID itself, one for each owner. */
  List<Pin> get(Cid cid);

  /** All pins that are wanted. Lazy: close the stream. */
  Stream<Pin> list(PinFilter filter);

  /**
   * All blocks below recursive and limited pins, without their roots, each once. Lazy, and reads
   * every block: close the stream.
   *
   * @throws org.helia.api.block.BlockNotFoundException when one is missing, while the stream is
   *     read
   */
  Stream<Cid> indirect();

  /**
   * Why a block is kept: its own pin, or one that it lies below. Takes time in proportion to all
   * pins when it is not pinned itself.
   *
   * @return the pin; empty when it is not pinned
   */
  Optional<Pin> whyPinned(Cid cid);

  /**
   * Removes a pin. The blocks stay until they are collected.
   *
   * @throws NotPinnedException when there is none of this owner
   */
  void remove(Cid cid, String owner);

  /**
   * Pins a DAG in place of another, with its depth, name and notes. Only what differs is looked at.
   *
   * @param keepOld true: the old pin stays, too
   * @throws NotPinnedException when the old one is not pinned by the owner
   * @throws IncompleteDagException when a block of the new one is not to be had; nothing changes
   */
  Pin update(Cid from, Cid to, String owner, boolean keepOld, Progress progress);

  /**
   * Reads every block that a pin needs and checks it. Nothing is fetched.
   *
   * @param broken told of each block that is not right, as it is found
   */
  PinVerification verify(Consumer<BrokenPin> broken, Progress progress);
}

package org.helia.api.mfs;

import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;

/**
 * How to make a change.
 *
 * @param flush whether the change is durable when the call returns; otherwise it is visible at once
 *     and becomes durable within the configured time, all changes together and in their order
 * @param parents whether missing directories on the way are made
 * @param force whether a file in the way is replaced; of a removal, whether it may be a directory
 *     and may be missing
 * @param newNodes what new files and directories look like
 * @param fetch how to get blocks that are not there
 * @param progress told of the content that is written
 */
public record MfsOptions(
    boolean flush,
    boolean parents,
    boolean force,
    NewNodes newNodes,
    FetchOptions fetch,
    Progress progress) {
  /** Durable, nothing made or replaced besides, new nodes like those around them. */
  public static final MfsOptions DEFAULTS =
      new MfsOptions(true, false, false, NewNodes.INHERITED, FetchOptions.DEFAULTS, Progress.NONE);

  /** The same, durable at once or soon. */
  public MfsOptions withFlush(boolean other) {
    return new MfsOptions(other, parents, force, newNodes, fetch, progress);
  }

  /** The same, with missing directories made or not. */
  public MfsOptions withParents(boolean other) {
    return new MfsOptions(flush, other, force, newNodes, fetch, progress);
  }

  /** The same, with a file in the way replaced or not. */
  public MfsOptions withForce(boolean other) {
    return new MfsOptions(flush, parents, other, newNodes, fetch, progress);
  }

  /** The same with new nodes of another look. */
  public MfsOptions withNewNodes(NewNodes other) {
    return new MfsOptions(flush, parents, force, other, fetch, progress);
  }

  /** The same with another way to get blocks. */
  public MfsOptions withFetch(FetchOptions other) {
    return new MfsOptions(flush, parents, force, newNodes, other, progress);
  }

  /** The same with somebody else watching. */
  public MfsOptions withProgress(Progress other) {
    return new MfsOptions(flush, parents, force, newNodes, fetch, other);
  }
}

package org.helia.api.dag;

/**
 * How much of what a path leads to is selected.
 *
 * @see <a
 *     href="https://specs.ipfs.tech/http-gateways/trustless-gateway/#dag-scope-request-query-parameter">Trustless
 *     gateway, dag-scope</a>
 */
public enum DagScope {
  /** The block alone. */
  BLOCK,

  /**
   * The blocks that make up one entity: all of a file; of a directory those that list its entries,
   * but not the entries; of anything else the block alone.
   */
  ENTITY,

  /** Everything below. */
  ALL
}

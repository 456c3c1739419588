package org.helia.benchmarks;

/** What the blocks of a DAG are. */
public enum DagShape {
  /** Nearly all are raw leaves, as in large files. */
  RAW_LEAVES,
  /** All are nodes, most of them without links, as small files with metadata are. */
  NODES
}

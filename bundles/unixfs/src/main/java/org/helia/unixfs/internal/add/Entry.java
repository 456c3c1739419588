package org.helia.unixfs.internal.add;

/** An entry of a directory in the making. */
record Entry(String name, DagRoot root) {}

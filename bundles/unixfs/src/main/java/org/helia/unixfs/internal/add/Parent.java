package org.helia.unixfs.internal.add;

import org.helia.api.unixfs.EntryType;

/** What an entry belongs to: a directory, the wrapping directory, or the add itself. */
interface Parent {
  /** Where an entry of that name is within the add, segments joined by slashes. */
  String pathOf(String name);

  /** An entry is complete, all that is below it included. Called in the order of completion. */
  void added(String name, EntryType type, DagRoot root);
}

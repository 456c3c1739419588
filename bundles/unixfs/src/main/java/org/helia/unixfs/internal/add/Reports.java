package org.helia.unixfs.internal.add;

import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddedEntry;
import org.helia.api.unixfs.EntryType;

/** Tells the listener what is complete. */
record Reports(AddListener listener) {
  AddedEntry added(String path, EntryType type, DagRoot root) {
    AddedEntry entry =
        new AddedEntry(
            path,
            root.cid(),
            type,
            root.size(),
            root.dagSize(),
            root.metadata().permissions(),
            root.metadata().instant());
    listener.added(entry);
    return entry;
  }
}

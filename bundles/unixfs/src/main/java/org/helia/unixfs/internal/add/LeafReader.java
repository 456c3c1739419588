package org.helia.unixfs.internal.add;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Cuts content into leaves. */
interface LeafReader {
  /** The next leaf, or null at the end. */
  @Nullable Leaf next() throws IOException;
}

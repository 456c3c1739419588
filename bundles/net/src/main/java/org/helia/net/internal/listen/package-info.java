/** Where others reach this node, and where it says that they do. */
@NullMarked
package org.helia.net.internal.listen;

import org.jspecify.annotations.NullMarked;

/** The service {@link org.helia.api.node.Helia} and the key that says who the node is. */
@NullMarked
package org.helia.core.internal;

import org.jspecify.annotations.NullMarked;

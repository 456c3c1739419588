/**
 * This node with peers of other implementations, each dialling the other, over every combination of
 * transport, security and muxer negotiation that both have.
 */
@NullMarked
package org.helia.itests.peers;

import org.jspecify.annotations.NullMarked;

/**
 * Yamux: frames of twelve bytes of header and perhaps data, a window for each stream.
 *
 * @see <a href="https://github.com/libp2p/specs/blob/master/yamux/README.md">libp2p yamux</a>
 */
@NullMarked
package org.helia.net.yamux.internal;

import org.jspecify.annotations.NullMarked;

/**
 * What every muxer's tests extend: {@link org.helia.net.spi.contract.MuxedConnectionContract}. In
 * the artifact of type {@code test-jar}.
 */
@NullMarked
package org.helia.net.spi.contract;

import org.jspecify.annotations.NullMarked;

/**
 * Pins: {@link org.helia.pins.internal.PinRecords} keeps them, {@link
 * org.helia.pins.internal.PinWalk} looks at all blocks of a new one, {@link
 * org.helia.pins.internal.PinnedBlocks} knows what must not be deleted.
 */
@NullMarked
package org.helia.pins.internal;

import org.jspecify.annotations.NullMarked;

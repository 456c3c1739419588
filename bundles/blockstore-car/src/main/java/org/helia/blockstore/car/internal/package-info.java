/** CAR files as blockstores. */
@NullMarked
package org.helia.blockstore.car.internal;

import org.jspecify.annotations.NullMarked;

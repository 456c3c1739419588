/** The codec raw. */
@NullMarked
package org.helia.codec.raw.internal;

import org.jspecify.annotations.NullMarked;

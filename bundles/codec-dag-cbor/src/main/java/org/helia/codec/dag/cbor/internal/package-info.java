/** The codec dag-cbor. */
@NullMarked
package org.helia.codec.dag.cbor.internal;

import org.jspecify.annotations.NullMarked;

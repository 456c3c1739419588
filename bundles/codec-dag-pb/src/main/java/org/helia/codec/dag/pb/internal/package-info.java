/** The codec dag-pb. */
@NullMarked
package org.helia.codec.dag.pb.internal;

import org.jspecify.annotations.NullMarked;

/** The codec dag-json. */
@NullMarked
package org.helia.codec.dag.json.internal;

import org.jspecify.annotations.NullMarked;

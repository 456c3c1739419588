/** The codec json. */
@NullMarked
package org.helia.codec.json.internal;

import org.jspecify.annotations.NullMarked;

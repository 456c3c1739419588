/** MurmurHash3. */
@NullMarked
package org.helia.hash.murmur3.internal;

import org.jspecify.annotations.NullMarked;

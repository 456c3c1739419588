/** SHA-3, SHAKE and Keccak. */
@NullMarked
package org.helia.hash.sha3.internal;

import org.jspecify.annotations.NullMarked;

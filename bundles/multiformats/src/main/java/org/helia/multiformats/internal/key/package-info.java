/** How the keys of each type are encoded inside {@code PublicKey} and {@code PrivateKey}. */
@NullMarked
package org.helia.multiformats.internal.key;

import org.jspecify.annotations.NullMarked;

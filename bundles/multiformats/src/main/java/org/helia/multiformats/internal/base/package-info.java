/** The text encodings behind {@link org.helia.multiformats.Multibase}. */
@NullMarked
package org.helia.multiformats.internal.base;

import org.jspecify.annotations.NullMarked;

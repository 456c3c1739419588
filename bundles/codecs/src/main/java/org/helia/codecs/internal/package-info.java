/** The facades of codecs and hash functions. */
@NullMarked
package org.helia.codecs.internal;

import org.jspecify.annotations.NullMarked;

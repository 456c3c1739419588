/**
 * Which library signs, agrees and seals: the first one of the operator's list that proves itself.
 */
@NullMarked
package org.helia.crypto.internal;

import org.jspecify.annotations.NullMarked;

/** Asks peers for the values of keys, and answers the same question. */
@NullMarked
package org.helia.net.fetch.internal;

import org.jspecify.annotations.NullMarked;

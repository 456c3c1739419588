@NullMarked
package org.helia.net.spi.internal;

import org.jspecify.annotations.NullMarked;

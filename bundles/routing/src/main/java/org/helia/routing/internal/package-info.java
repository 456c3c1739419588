/** All routers that are present, as one. */
@NullMarked
package org.helia.routing.internal;

import org.jspecify.annotations.NullMarked;

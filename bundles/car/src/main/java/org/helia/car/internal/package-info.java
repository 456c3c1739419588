/** Export and import of CAR streams. */
@NullMarked
package org.helia.car.internal;

import org.jspecify.annotations.NullMarked;

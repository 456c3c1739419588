/** Speed of single pieces, measured with JMH. */
@NullMarked
package org.helia.benchmarks;

import org.jspecify.annotations.NullMarked;

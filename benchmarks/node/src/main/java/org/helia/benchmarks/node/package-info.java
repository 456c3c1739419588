/**
 * Speed of a whole node, measured inside it through the API, as ratios to limits that are measured
 * in the same run. A bundle of its own that {@code benchmarks/node-figures} installs; no part of
 * the product.
 */
@NullMarked
package org.helia.benchmarks.node;

import org.jspecify.annotations.NullMarked;

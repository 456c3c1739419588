/**
 * Targets of the fuzzer: what takes bytes from outside must refuse them by its documented error or
 * read them as it says. {@code bundles/fuzz} runs them; the ordinary build runs their seeds.
 */
@NullMarked
package org.helia.ipld.fuzz;

import org.jspecify.annotations.NullMarked;

/**
 * Speed of the network: two nodes of each implementation in two processes on loopback, beside what
 * the machine can do in the same run. {@code benchmarks/net-figures} runs it.
 */
@NullMarked
package org.helia.benchmarks.net;

import org.jspecify.annotations.NullMarked;

/**
 * The secure channel {@code /noise}: Noise_XX_25519_ChaChaPoly_SHA256 with libp2p's payload.
 *
 * <p>{@link org.helia.net.noise.internal.NoiseHandshake} is the arithmetic, {@link
 * org.helia.net.noise.internal.HandshakeHandler} moves its three messages, {@link
 * org.helia.net.noise.internal.FrameHandler} seals and opens what follows.
 *
 * @see <a href="https://github.com/libp2p/specs/blob/master/noise/README.md">libp2p Noise</a>
 * @see <a href="https://noiseprotocol.org/noise.html">The Noise protocol framework</a>
 */
@NullMarked
package org.helia.net.noise.internal;

import org.jspecify.annotations.NullMarked;

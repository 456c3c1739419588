/**
 * Fetches blocks from HTTP gateways, which need not be trusted: what they send is hashed before it
 * leaves this package.
 *
 * @see <a href="https://specs.ipfs.tech/http-gateways/trustless-gateway/">Trustless gateway
 *     specification</a>
 */
@NullMarked
package org.helia.broker.gateway.internal;

import org.jspecify.annotations.NullMarked;

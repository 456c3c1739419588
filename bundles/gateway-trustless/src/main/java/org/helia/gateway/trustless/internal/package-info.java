/**
 * Serves blocks and CARs over HTTP.
 *
 * @see <a href="https://specs.ipfs.tech/http-gateways/trustless-gateway/">Trustless gateway
 *     specification</a>
 */
@NullMarked
package org.helia.gateway.trustless.internal;

import org.jspecify.annotations.NullMarked;

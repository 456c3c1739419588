/**
 * Who has a block, where a peer is, which value a key has: questions that routers answer.
 *
 * <p>Users inject {@link org.helia.api.routing.Routing}; a plugin implements those of {@link
 * org.helia.api.routing.ContentRouter}, {@link org.helia.api.routing.PeerRouter} and {@link
 * org.helia.api.routing.ValueRouter} that it can and registers them as services:
 *
 * <pre>{@code
 * try (Stream<Provider> providers = routing.providers(cid, RoutingOptions.DEFAULTS)) {
 *   providers.limit(3).forEach(System.out::println);
 * }
 * }</pre>
 *
 * @see <a href="https://specs.ipfs.tech/routing/">Routing specifications</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.routing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

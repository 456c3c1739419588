/**
 * What every router does, as a test to extend, and a router that does what it is told.
 *
 * <pre>{@code
 * class SampleRouterTest extends ContentRouterContract {
 *   @Override
 *   protected ContentRouter router() {
 *     return new SampleRouter();
 *   }
 *   // and who is provided
 * }
 * }</pre>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.testkit.routing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

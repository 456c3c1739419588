/**
 * A real Kubo, to compare with.
 *
 * <pre>{@code
 * @EnabledIfSystemProperty(named = Kubo.PROPERTY, matches = ".+")
 * class KuboTest {
 *   @Test
 *   void add_sameTree_givesTheSameCid(@TempDir Path temp) throws Exception {
 *     Kubo kubo = Kubo.init(temp.resolve("ipfs"));
 *     assertThat(kubo.run("add", "-r", "-Q", tree).line()).isEqualTo(ours);
 *   }
 * }
 * }</pre>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.testkit.kubo;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

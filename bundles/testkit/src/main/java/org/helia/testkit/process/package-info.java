/**
 * Kills programs at any instant, as a crash does, and hears what they said until then.
 *
 * <pre>{@code
 * try (Victim child = Victim.start(Child.class, folder.toString())) {
 *   child.next(); // "OPEN"
 *   List<String> said = child.killAfter(random.nextInt(200));
 * } // and in the child: Victim.say("OPEN"); startThreads(); Victim.liveOn();
 * }</pre>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.testkit.process;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

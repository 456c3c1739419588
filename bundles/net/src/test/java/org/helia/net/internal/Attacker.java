package org.helia.net.internal;

import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.testkit.process.Victim;

/** A process that attacks a node until it is killed; says how often it has done so. */
final class Attacker {
  private Attacker() {}

  /**
   * @param arguments the address to attack, and the name of an {@link Attack}
   */
  public static void main(String[] arguments) throws Exception {
    Attack.Crew crew =
        new Attack.Crew(
            Multiaddr.parse(arguments[0]),
            new RealNode("/noise"),
            done -> Victim.say(String.valueOf(done)));
    Attack.valueOf(arguments[1]).run(crew);
  }
}

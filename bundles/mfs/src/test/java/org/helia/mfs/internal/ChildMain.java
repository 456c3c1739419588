package org.helia.mfs.internal;

import java.nio.file.Path;
import org.helia.api.mfs.MfsWrite;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.block.FakeBlockstore;
import org.helia.testkit.process.Victim;

/**
 * What {@link CrashTest} kills: writes files until then, and says the path of each once it is
 * durable.
 */
final class ChildMain {
  private static final int THREADS = 3;

  private ChildMain() {}

  /** Arguments: the folder, the number of the round. */
  public static void main(String[] arguments) throws Exception {
    Rig rig = open(Path.of(arguments[0]));
    Victim.say("OPEN");
    for (int thread = 0; thread < THREADS; thread++) {
      String prefix = "/round-%s/%d-".formatted(arguments[1], thread);
      Thread writer = new Thread(() -> write(rig, prefix), "writer-" + thread);
      writer.setDaemon(true);
      writer.start();
    }
    Victim.liveOn();
  }

  private static void write(Rig rig, String prefix) {
    for (int i = 0; ; i++) {
      String path = prefix + i;
      boolean flush = i % 3 != 0;
      rig.mfs.write(path, Rig.in(content(path)), MfsWrite.CREATE, Rig.PARENTS.withFlush(flush));
      if (flush) {
        Victim.say(path);
      }
    }
  }

  /** The content of a file. */
  static String content(String path) {
    return ("the content of " + path + "\n").repeat(path.length());
  }

  /** A file system over files in a folder. */
  static Rig open(Path folder) {
    LogFile blocks = LogFile.open(folder.resolve("blocks"));
    FakeBlockstore kept = new FakeBlockstore("kept");
    SyncedBlockstore store = new SyncedBlockstore(kept, blocks);
    return new Rig(
        new FakeBlocks(kept, store),
        new LoggedDatastore(LogFile.open(folder.resolve("datastore"))),
        UnixFsProfile.V1_2025);
  }
}

package org.helia.mfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.ExtendedStat;
import org.helia.testkit.process.Victim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kill -9 in the middle of writes by several threads. The child's blocks reach its disk when they
 * are synced and not before, so that a root that is recorded too early points to nothing. {@code
 * -Pcrash} runs 100 rounds, {@code -Dhelia.crash.rounds} as many as it says.
 */
class CrashTest {
  private static final Logger LOG = LoggerFactory.getLogger(CrashTest.class);
  private static final int ROUNDS = Integer.getInteger("helia.crash.rounds", 10);
  private static final int MAX_MILLIS = 300;

  @TempDir Path temp;
  private final Random random = new Random();
  private final Set<String> promised = new HashSet<>();

  @Test
  void kill_atAnyInstant_leavesAWholeTreeWithAllThatWasPromised() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      writeAndKill(round);
      verify();
    }
    LOG.info("{} rounds of kill -9: {} files promised and there", ROUNDS, promised.size());
    assertThat(promised).hasSizeGreaterThan(ROUNDS);
  }

  /** Hears the child out until it has promised something, and for some milliseconds. */
  private void writeAndKill(int round) throws Exception {
    try (Victim child =
        Victim.start(ChildMain.class, temp.resolve("node").toString(), String.valueOf(round))) {
      assertThat(child.next()).isEqualTo("OPEN");
      promised.add(child.next());
      promised.addAll(child.killAfter(random.nextInt(MAX_MILLIS)));
    }
  }

  private void verify() {
    Rig rig = ChildMain.open(temp.resolve("node"));
    ExtendedStat stat =
        rig.unixFs.extendedStat(
            ContentPath.of(rig.recorded()), FetchOptions.OFFLINE, Progress.NONE);
    assertThat(stat.missingBlocks()).isZero();
    List<String> lost = new ArrayList<>();
    for (String path : promised) {
      if (!rig.read(path).equals(ChildMain.content(path))) {
        lost.add(path);
      }
    }
    assertThat(lost).isEmpty();
    rig.mfs.close();
  }
}

package org.helia.mfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.helia.api.block.FetchOptions;
import org.helia.api.mfs.MfsWrite;
import org.helia.api.unixfs.NoSuchEntryException;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.multiformats.Cid;
import org.helia.testkit.concurrent.Background;
import org.helia.testkit.concurrent.Together;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many writers: nothing is lost, and everything has an order. */
class ConcurrentTest {
  private static final int WRITERS = 8;
  private static final int CHANGES = 40;
  private static final int REPLACED = 3_000;

  private final Rig rig = new Rig(UnixFsProfile.V1_2025);

  @AfterEach
  void close() {
    rig.mfs.close();
  }

  @Test
  void write_eightWritersInOneDirectory_losesNothing() throws InterruptedException {
    Together.run(
        WRITERS,
        writer -> {
          for (int i = 0; i < CHANGES; i++) {
            rig.mfs.write(
                "/shared/" + writer + "-" + i,
                Rig.in("by " + writer),
                MfsWrite.CREATE,
                Rig.PARENTS.withFlush(i % 2 == 0));
          }
        });

    assertThat(rig.names("/shared")).hasSize(WRITERS * CHANGES);
    Rig alone = new Rig(UnixFsProfile.V1_2025);
    for (int writer = 0; writer < WRITERS; writer++) {
      for (int i = 0; i < CHANGES; i++) {
        alone.write("/shared/" + writer + "-" + i, "by " + writer);
      }
    }
    assertThat(rig.mfs.flush()).isEqualTo(alone.mfs.root());
    alone.mfs.close();
  }

  /**
   * Each line is appended by reading, changing and writing the file: a lost one would be missed.
   */
  @Test
  void append_eightWritersToOneFile_hasAllLinesEachWriterInItsOrder() throws InterruptedException {
    rig.write("/log", "");
    Together.run(
        WRITERS,
        writer -> {
          for (int i = 0; i < CHANGES; i++) {
            rig.mfs.write("/log", Rig.in(writer + " " + i + "\n"), MfsWrite.APPEND, Rig.OPTIONS);
          }
        });

    List<String> lines = rig.read("/log").lines().toList();
    assertThat(lines).hasSize(WRITERS * CHANGES).doesNotHaveDuplicates();
    for (int writer = 0; writer < WRITERS; writer++) {
      String by = writer + " ";
      List<Integer> order =
          lines.stream()
              .filter(line -> line.startsWith(by))
              .map(line -> Integer.valueOf(line.substring(by.length())))
              .toList();
      assertThat(order).isSorted().hasSize(CHANGES);
    }
  }

  /** A token is moved from place to place: in any serial order exactly one move of each wins. */
  @Test
  void mv_eightWritersTakeTokens_eachTokenGoesToOne() throws InterruptedException {
    for (int i = 0; i < CHANGES; i++) {
      rig.write("/free/" + i, "token " + i);
    }
    for (int writer = 0; writer < WRITERS; writer++) {
      rig.mfs.mkdir("/taken/" + writer, Rig.PARENTS);
    }
    Together.run(
        WRITERS,
        writer -> {
          for (int i = 0; i < CHANGES; i++) {
            try {
              rig.mfs.mv("/free/" + i, "/taken/" + writer + "/" + i, Rig.OPTIONS);
            } catch (NoSuchEntryException e) {
              assertThat(e.name()).isEqualTo(String.valueOf(i));
            }
          }
        });

    Set<String> taken = new HashSet<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      rig.names("/taken/" + writer).forEach(name -> assertThat(taken.add(name)).isTrue());
    }
    assertThat(taken).hasSize(CHANGES);
    assertThat(rig.names("/free")).isEmpty();
    assertThat(rig.mfs.stat("/", FetchOptions.OFFLINE).cid()).isEqualTo(rig.recorded());
  }

  /** A collection may take any tree but the last. */
  @Test
  void read_whileReplacedTreesAreTaken_isNeverWithoutBlocks() throws InterruptedException {
    rig.write("/kept/file", "kept");
    try (Background readers =
        Background.repeat(
            2,
            reader -> {
              assertThat(rig.read("/kept/file")).isEqualTo("kept");
              assertThat(rig.names("/kept")).containsExactly("file");
              rig.mfs.stat("/kept/file", FetchOptions.OFFLINE);
            })) {
      for (int i = 0; i < REPLACED && readers.isWell(); i++) {
        Cid replaced = rig.mfs.root();
        rig.mfs.write("/changing", Rig.in("change " + i), MfsWrite.REPLACE, Rig.PARENTS);
        rig.blocks.delete(replaced);
      }
    }
  }
}

package org.helia.unixfs.internal.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.CidFormat;
import org.helia.api.block.FetchOptions;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.EditOptions;
import org.helia.api.unixfs.TreeEditor;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.api.unixfs.UnixFsProfile.HamtEstimation;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.FakeBlocks;
import org.helia.unixfs.internal.add.HamtRebuild;
import org.junit.jupiter.api.Test;

/** An edited directory has the CID of the same directory that was added at once. */
class EditDirectoryTest {
  private final FakeBlocks blocks = new FakeBlocks();
  private final HamtSizes sizes = new HamtSizes();

  /** What happens to a name: it gets one of two contents, or is removed. */
  record Step(String name, int content) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> names = Arbitraries.integers().between(0, 60).map("entry-%d"::formatted);
    Arbitrary<Integer> contents = Arbitraries.integers().between(0, 3);
    return Combinators.combine(names, contents).as(Step::new).list().ofMaxSize(200);
  }

  @Property(tries = 60)
  void edit_anySteps_givesTheRootOfAFreshDirectory(
      @ForAll("steps") List<Step> steps,
      @ForAll HamtEstimation estimation,
      @ForAll boolean cidV0,
      @ForAll boolean byLinks) {
    UnixFsProfile profile = profile(cidV0, estimation, byLinks);
    Map<String, Cid> model = new TreeMap<>();
    Cid root = rebuilt(model, profile);
    for (Step step : steps) {
      root = apply(root, step, model, profile);
      assertThat(root).isEqualTo(rebuilt(model, profile));
    }
  }

  private static UnixFsProfile profile(boolean cidV0, HamtEstimation estimation, boolean byLinks) {
    UnixFsProfile base = cidV0 ? UnixFsProfile.V0_2015 : UnixFsProfile.V1_2025;
    return base.toBuilder()
        .hamtThresholdBytes(1000)
        .hamtFanout(8)
        .hamtEstimation(estimation)
        .maxDirectoryLinks(byLinks ? 7 : 0)
        .build();
  }

  private Cid apply(Cid root, Step step, Map<String, Cid> model, UnixFsProfile profile) {
    try (BlockWriter writer = blocks.writer();
        TreeEditor tree = editor(root, profile, writer)) {
      if (model.containsKey(step.name())) {
        tree.rm(step.name(), false);
        model.remove(step.name());
      }
      if (step.content() > 0) {
        Cid content = file(step.content());
        tree.cp(content, step.name());
        model.put(step.name(), content);
      }
      return tree.root();
    }
  }

  private TreeEditor editor(Cid root, UnixFsProfile profile, BlockWriter writer) {
    return new TreeEdit(
        root,
        EditOptions.DEFAULTS.withProfile(profile),
        blocks.session(FetchOptions.OFFLINE),
        writer,
        sizes,
        InstantSource.system());
  }

  private Cid file(int content) {
    try (BlockWriter writer = blocks.writer()) {
      return writer.put(CidFormat.V1_RAW, new byte[content]);
    }
  }

  private Cid rebuilt(Map<String, Cid> model, UnixFsProfile profile) {
    List<DirectoryEntry> entries =
        model.entrySet().stream()
            .map(
                entry ->
                    new DirectoryEntry(
                        entry.getKey(),
                        entry.getValue(),
                        blocks.size(entry.getValue()).orElseThrow()))
            .toList();
    try (BlockWriter writer = blocks.writer()) {
      return HamtRebuild.root(writer, profile, entries);
    }
  }

  /** At the real threshold and fanout, with a HAMT of two levels. */
  @Test
  void rm_downToTheThreshold_makesTheDirectoryPlainAgain() {
    UnixFsProfile profile = UnixFsProfile.V0_2015;
    Map<String, Cid> model = new TreeMap<>();
    Cid content = file(1);
    IntStream.range(0, 6_000).forEach(i -> model.put("file-%05d".formatted(i), content));
    Cid root = rebuilt(model, profile);
    try (BlockWriter writer = blocks.writer();
        TreeEditor tree = editor(root, profile, writer)) {
      for (int i = 0; i < 800; i++) {
        String name = "file-%05d".formatted(i);
        tree.rm(name, false);
        model.remove(name);
        if (i % 100 == 0 || i > 500 && i < 530) {
          assertThat(tree.root()).isEqualTo(rebuilt(model, profile));
        }
      }
      assertThat(tree.root()).isEqualTo(rebuilt(model, profile));
    }
  }
}

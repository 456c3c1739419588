package org.helia.mfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.helia.api.HeliaException;
import org.helia.api.block.FetchOptions;
import org.helia.api.mfs.MfsWrite;
import org.helia.api.unixfs.EntryType;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.multiformats.Cid;

/** Any operations give the tree that a plain map of paths gives, and fail where it fails. */
class ModelTest {
  enum Kind {
    MKDIR,
    WRITE,
    APPEND,
    TRUNCATE,
    CP,
    MV,
    RM
  }

  record Step(Kind kind, String path, String other, String text) {}

  /** A tree as a map: a directory has no content. */
  private static final class Model {
    private static final String DIRECTORY = "\0directory";

    private final Map<String, String> entries = new TreeMap<>();

    Model() {
      entries.put("/", DIRECTORY);
    }

    boolean isDirectory(String path) {
      return DIRECTORY.equals(entries.get(path));
    }

    boolean isFile(String path) {
      return entries.containsKey(path) && !isDirectory(path);
    }

    boolean apply(Step step) {
      String path = step.path();
      return switch (step.kind()) {
        case MKDIR -> put(path, DIRECTORY, !entries.containsKey(path));
        case WRITE -> put(path, step.text(), !isDirectory(path));
        case APPEND -> put(path, entries.getOrDefault(path, "") + step.text(), isFile(path));
        case TRUNCATE ->
            put(
                path,
                (entries.getOrDefault(path, "") + "\0\0\0\0\0").substring(0, 5),
                isFile(path));
        case CP -> copy(path, step.other(), false);
        case MV -> move(path, step.other());
        case RM -> remove(path);
      };
    }

    private boolean put(String path, String content, boolean allowed) {
      if (!allowed || !isDirectory(parent(path))) {
        return false;
      }
      entries.put(path, content);
      return true;
    }

    private boolean copy(String from, String to, boolean replace) {
      boolean free = !entries.containsKey(to) || (replace && isFile(to));
      if (!entries.containsKey(from) || !free || !isDirectory(parent(to))) {
        return false;
      }
      below(from)
          .forEach((path, content) -> entries.put(to + path.substring(from.length()), content));
      return true;
    }

    private boolean move(String from, String to) {
      if (!entries.containsKey(from)) {
        return false;
      }
      if (to.equals(from)) {
        return true;
      }
      String target = isDirectory(to) ? to + "/" + name(from) : to;
      if (target.equals(from)) {
        return true;
      }
      if (target.startsWith(from + "/") || !copy(from, target, true)) {
        return false;
      }
      below(from).keySet().forEach(entries::remove);
      return true;
    }

    private boolean remove(String path) {
      Map<String, String> gone = below(path);
      gone.keySet().forEach(entries::remove);
      return !gone.isEmpty();
    }

    private Map<String, String> below(String path) {
      Map<String, String> found = new TreeMap<>();
      entries.forEach(
          (each, content) -> {
            if (each.equals(path) || each.startsWith(path + "/")) {
              found.put(each, content);
            }
          });
      return found;
    }

    private static String parent(String path) {
      int slash = path.lastIndexOf('/');
      return slash == 0 ? "/" : path.substring(0, slash);
    }

    private static String name(String path) {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> paths =
        Arbitraries.of("a", "b", "c")
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(names -> "/" + String.join("/", names));
    Arbitrary<String> texts = Arbitraries.strings().alpha().ofMaxLength(40);
    return Combinators.combine(Arbitraries.of(Kind.class), paths, paths, texts)
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 150)
  void apply_anySteps_givesTheTreeOfTheModel(
      @ForAll("steps") List<Step> steps, @ForAll boolean hamts) {
    UnixFsProfile profile =
        UnixFsProfile.V1_2025.toBuilder()
            .hamtThresholdBytes(hamts ? 60 : 1000)
            .hamtFanout(8)
            .chunkBytes(7)
            .build();
    Rig rig = new Rig(profile);
    Model model = new Model();
    for (Step step : steps) {
      Cid before = rig.mfs.root();
      boolean done = model.apply(step);
      assertThat(apply(rig, step)).as(step.toString()).isEqualTo(done);
      if (!done) {
        assertThat(rig.mfs.root()).isEqualTo(before);
      }
    }
    assertThat(tree(rig)).isEqualTo(model.entries);
    rig.mfs.close();
  }

  private static boolean apply(Rig rig, Step step) {
    try {
      switch (step.kind()) {
        case MKDIR -> rig.mfs.mkdir(step.path(), Rig.OPTIONS);
        case WRITE ->
            rig.mfs.write(step.path(), Rig.in(step.text()), MfsWrite.REPLACE, Rig.OPTIONS);
        case APPEND ->
            rig.mfs.write(step.path(), Rig.in(step.text()), MfsWrite.APPEND, Rig.OPTIONS);
        case TRUNCATE -> rig.mfs.truncate(step.path(), 5, Rig.OPTIONS);
        case CP -> rig.mfs.cp(step.path(), step.other(), Rig.OPTIONS);
        case MV -> rig.mfs.mv(step.path(), step.other(), Rig.OPTIONS);
        case RM -> rig.mfs.rm(step.path(), true, Rig.OPTIONS);
      }
      return true;
    } catch (HeliaException e) {
      return false;
    }
  }

  private static Map<String, String> tree(Rig rig) {
    Map<String, String> found = new TreeMap<>();
    List<String> left = new ArrayList<>(List.of("/"));
    while (!left.isEmpty()) {
      String path = left.remove(0);
      if (rig.mfs.stat(path, FetchOptions.OFFLINE).type() == EntryType.DIRECTORY) {
        found.put(path, Model.DIRECTORY);
        rig.names(path).forEach(name -> left.add((path.equals("/") ? "" : path) + "/" + name));
      } else {
        found.put(path, rig.read(path));
      }
    }
    return found;
  }
}

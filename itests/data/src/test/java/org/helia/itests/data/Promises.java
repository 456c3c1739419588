package org.helia.itests.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.helia.api.block.FetchOptions;
import org.helia.api.mfs.MfsOptions;
import org.helia.api.pin.Pin;
import org.helia.api.pin.PinFilter;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.NoSuchEntryException;
import org.helia.multiformats.Cid;

/** What children said they had done, and whether it is so. */
final class Promises {
  private final Map<Cid, TestFile> pinned = new HashMap<>();
  private final Set<Cid> unpinned = new HashSet<>();
  private final Set<TestFile> written = new HashSet<>();
  private final Set<TestFile> removed = new HashSet<>();
  private int count;
  private int imports;

  void hear(List<String> said) {
    for (String line : said) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "PINNED" -> pinned.put(Cid.parse(words[2]), file(words[1]));
        case "UNPINNING" -> pinned.remove(Cid.parse(words[1]));
        case "UNPINNED" -> unpinned.add(Cid.parse(words[1]));
        case "WRITTEN" -> written.add(file(words[1]));
        case "REMOVING" -> written.remove(file(words[1]));
        case "REMOVED" -> removed.add(file(words[1]));
        case "IMPORTED" -> {
          imports++;
          pinned.put(Cid.parse(words[2]), file(words[1]));
        }
        default -> throw new AssertionError("the child said: " + line.replace(';', '\n'));
      }
      count++;
    }
  }

  private static TestFile file(String seed) {
    return new TestFile(Long.parseLong(seed));
  }

  int count() {
    return count;
  }

  void check(Node node) throws Exception {
    checkFiles(node);
    try (Stream<Pin> pins = node.pins.list(PinFilter.ALL)) {
      Set<Cid> present = pins.map(Pin::cid).collect(Collectors.toSet());
      assertThat(present).containsAll(pinned.keySet());
      assertThat(unpinned).noneMatch(present::contains);
    }
    pinned.forEach((root, file) -> file.checkIn(node, root));
  }

  private void checkFiles(Node node) throws Exception {
    for (TestFile file : written) {
      try (var in = node.mfs.read(Child.path(file), ByteRange.ALL, FetchOptions.OFFLINE)) {
        assertThat(in.readAllBytes()).isEqualTo(file.content());
      }
    }
    for (TestFile file : removed) {
      assertThatExceptionOfType(NoSuchEntryException.class)
          .isThrownBy(() -> node.mfs.stat(Child.path(file), FetchOptions.OFFLINE));
    }
  }

  /** So that there is not more to look at with each round. */
  void takeBackSome(Node node) {
    pinned.keySet().removeIf(root -> taken(root.hashCode(), () -> node.pins.remove(root, "")));
    written.removeIf(
        file ->
            taken(
                file.hashCode(), () -> node.mfs.rm(Child.path(file), false, MfsOptions.DEFAULTS)));
  }

  private static boolean taken(int hash, Runnable action) {
    if (hash % 4 == 0) {
      return false;
    }
    action.run();
    return true;
  }

  @Override
  public String toString() {
    return "%d promises kept, %d imports among them".formatted(count, imports);
  }
}

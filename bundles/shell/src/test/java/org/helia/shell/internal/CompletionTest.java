package org.helia.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.shell.internal.fake.FakeConfigurations;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tab key offers, with the cursor at the end of the last word. */
class CompletionTest {
  private static final String DIRECTORY =
      "bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354";
  private static final String FILE = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

  @TempDir Path folder;
  private final TestShell shell = new TestShell();

  @AfterEach
  void close() {
    shell.close();
  }

  /** A line as the console sees it. */
  private record Words(List<String> words) implements CommandLine {
    @Override
    public int getCursorArgumentIndex() {
      return words.size() - 1;
    }

    @Override
    public String getCursorArgument() {
      return words.get(words.size() - 1);
    }

    @Override
    public int getArgumentPosition() {
      return getCursorArgument().length();
    }

    @Override
    public String[] getArguments() {
      return words.toArray(String[]::new);
    }

    @Override
    public int getBufferPosition() {
      return getBuffer().length();
    }

    @Override
    public String getBuffer() {
      return String.join(" ", words);
    }
  }

  /** A session that knows where it is and what scope the commands have. */
  private Session session() {
    return (Session)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "currentDir" -> folder;
                  case "resolveCommand" -> "helia:" + arguments[0];
                  default -> throw new AssertionError("nobody asks for " + method);
                });
  }

  private List<Candidate> candidates(String... words) {
    List<Candidate> found = new ArrayList<>();
    shell
        .command(words[0])
        .getCompleter(false)
        .completeCandidates(session(), new Words(Arrays.asList(words)), found);
    return found;
  }

  private List<String> offered(String... words) {
    return candidates(words).stream().map(Candidate::value).toList();
  }

  @Test
  void complete_name_offersItWithAndWithoutScope() {
    assertThat(offered("cat")).containsExactly("cat", "helia:cat");
  }

  @Test
  void complete_dash_offersTheOptions() {
    assertThat(offered("cat", "-")).contains("--offset", "--length", "--help");
  }

  @Test
  void complete_dashAfterTwoDashes_isAnArgument() throws IOException {
    Files.createFile(folder.resolve("-file"));

    assertThat(offered("add", "--", "-")).containsExactly("-file");
  }

  @Test
  void complete_valueOfAnOption_offersItsValues() {
    assertThat(offered("add", "--profile", "")).contains("unixfs-v1-2025", "unixfs-v0-2015");
  }

  @Test
  void complete_file_offersWhatBeginsLikeIt() throws IOException {
    Files.createFile(folder.resolve("one.txt"));
    Files.createFile(folder.resolve("two.txt"));
    Files.createDirectories(folder.resolve("other/below"));

    assertThat(offered("add", "o")).containsExactlyInAnyOrder("one.txt", "other/");
    assertThat(offered("add", "other/")).containsExactly("other/below/");
    assertThat(offered("add", "absent/")).isEmpty();
  }

  @Test
  void complete_directory_doesNotEndTheWord() throws IOException {
    Files.createDirectory(folder.resolve("directory"));
    Files.createFile(folder.resolve("file"));

    assertThat(candidates("add", ""))
        .allSatisfy(
            each -> assertThat(each.complete()).isEqualTo(!each.value().equals("directory/")));
  }

  @Test
  void complete_contentOfAFreshSession_offersBlocksOfTheNode() {
    shell.node.blocks.put(SampleBlocks.raw(1, 10));
    Cid raw = Cid.v1(Multicodec.RAW, SampleBlocks.raw(1, 10).cid().multihash());

    assertThat(offered("cat", "")).containsExactly(raw.toString());
    assertThat(offered("cat", "/ipfs/")).containsExactly("/ipfs/" + raw);
  }

  @Test
  void complete_contentBehindASlash_offersTheEntries() {
    shell.node.unixFs.file(FILE, "text").directory(DIRECTORY, "a.txt", FILE, "b.txt", FILE);

    assertThat(offered("cat", DIRECTORY + "/"))
        .containsExactly(DIRECTORY + "/a.txt", DIRECTORY + "/b.txt");
  }

  @Test
  void complete_contentThatIsAbsent_offersNothing() {
    assertThat(offered("cat", DIRECTORY + "/")).isEmpty();
    assertThat(offered("cat", "no-cid/")).isEmpty();
  }

  @Test
  void complete_blockstore_offersTheirNames() {
    assertThat(offered("blockstore-migrate", "")).containsExactly("flatfs", "memory");
    assertThat(offered("blockstore-migrate", "flatfs", "")).containsExactly("flatfs", "memory");
    assertThat(offered("blockstore-migrate", "flatfs", "memory", "")).isEmpty();
  }

  @Test
  void complete_configuration_offersNamesThenOptions() {
    assertThat(offered("config", "")).containsExactly(FakeConfigurations.PID, "other");
    assertThat(offered("config", FakeConfigurations.PID, ""))
        .containsExactly("color", "maxClients");
  }

  @Test
  void complete_unknownConfiguration_offersNothingMore() {
    assertThat(offered("config", "other", "")).isEmpty();
  }

  @Test
  void keys_names_areCompleted() {
    shell.run("key-gen", "mine");
    for (String command : List.of("key-rm", "key-rename", "key-export")) {
      assertThat(candidates(command, "")).extracting(Candidate::value).contains("mine");
    }
  }
}

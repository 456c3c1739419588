package org.helia.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.helia.api.pin.PinType;
import org.helia.api.unixfs.AddMetadata;
import org.helia.api.unixfs.AddedEntry;
import org.helia.api.unixfs.Chunker;
import org.helia.api.unixfs.EntryFilter;
import org.helia.api.unixfs.EntryType;
import org.helia.api.unixfs.FileLayout;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.shell.internal.TestShell;
import org.helia.shell.internal.TestShell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected lines are those that Kubo 0.42 prints. */
class AddTest {
  private static final String FILE = "QmZQz3c9HB8rGTEE3eD1VpxEHnEKwC4riczuAFzUw5JMpe";
  private static final String ODD = "QmULKig5Fxrs2sC4qt9nNduucXfb92AFYQ6Hi3YRqDmrYC";
  private static final String DIRECTORY = "QmRc1fPvoVwfHuzsLdNo92x4vQvjTG4ELywLcnRDjRFg1R";

  @TempDir Path home;

  private final TestShell shell = new TestShell();

  @BeforeEach
  void makeTree() throws IOException {
    Files.createDirectories(home.resolve("dir/.hidden"));
    Files.writeString(home.resolve("dir/a.txt"), "hello a");
    Files.writeString(home.resolve("hello.txt"), "hello");
    Files.createSymbolicLink(home.resolve("link"), Path.of("hello.txt"));
    shell.in(home);
    added("dir/a.txt", FILE, EntryType.FILE);
    added("dir/we\\ird\nname", ODD, EntryType.FILE);
    added("dir", DIRECTORY, EntryType.DIRECTORY);
  }

  @AfterEach
  void close() {
    shell.close();
  }

  private void added(String path, String cid, EntryType type) {
    shell.node.unixFs.toBeAdded.add(new AddedEntry(path, Cid.parse(cid), type, 7, 15));
  }

  @Test
  void add_byDefault_pinsTheRootRecursively() {
    shell.run("add", "-r", "--pin-name=mine", "dir");

    assertThat(shell.node.pins.all)
        .singleElement()
        .satisfies(
            pin -> {
              assertThat(pin.cid()).hasToString(DIRECTORY);
              assertThat(pin.type()).isEqualTo(PinType.RECURSIVE);
              assertThat(pin.name()).isEqualTo("mine");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"--pin=false", "--only-hash"})
  void add_notToBePinned_isNot(String option) {
    shell.run("add", "-r", option, "dir");

    assertThat(shell.node.pins.all).isEmpty();
  }

  @Test
  void add_toFilesPath_putsItThere() {
    assertThat(shell.run("add", "-r", "--to-files", "/x", "dir").error()).isEmpty();

    assertThat(shell.node.mfs.calls).containsExactly("cp /ipfs/" + DIRECTORY + " /x");
  }

  @Test
  void add_toFilesDirectory_putsItInUnderItsName() {
    shell.node.mfs.directory("/d");

    assertThat(shell.run("add", "-r", "--to-files=/d/", "dir").error()).isEmpty();

    assertThat(shell.node.mfs.calls).containsExactly("cp /ipfs/" + DIRECTORY + " /d/dir");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--to-files x hello.txt | begins with a slash",
        "--to-files /x -n hello.txt | \"--only-hash\"",
        "--to-files /x -w hello.txt | \"--wrap-with-directory\"",
        "--to-files /x -r hello.txt dir | with a slash at its end it is a directory",
        "--to-files / - | --stdin-name"
      })
  void add_toFilesOfNoUse_isRefusedBeforeAnythingIsAdded(String words, String fault) {
    Result result = shell.run("add", words.split(" "));

    assertThat(result.misused()).isTrue();
    assertThat(result.error()).contains(fault);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void add_toFilesDirectoryMissing_isRefusedBeforeAnythingIsAdded() {
    Result result = shell.run("add", "--to-files=/nope/", "hello.txt");

    assertThat(result.error()).contains("nope");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void add_directory_printsAsKubo() {
    Result result = shell.run("add", "-r", "dir");

    assertThat(result.error()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            "added "
                + FILE
                + " dir/a.txt\n"
                + "added "
                + ODD
                + " dir/we\\\\ird\\nname\n"
                + "added "
                + DIRECTORY
                + " dir\n");
    assertThat(shell.node.unixFs.sources).containsExactly(home.resolve("dir").toString());
  }

  @Test
  void add_quiet_printsCids() {
    assertThat(shell.run("add", "-r", "-q", "dir").out())
        .isEqualTo(FILE + "\n" + ODD + "\n" + DIRECTORY + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-rQ dir", "dir -r -Q", "-Qr -- dir", "--quieter --recursive=true dir"})
  void add_quieter_printsLastCid(String line) {
    assertThat(shell.run("add", line.split(" ")).out()).isEqualTo(DIRECTORY + "\n");
  }

  @Test
  void add_silent_printsNothing() {
    assertThat(shell.run("add", "--silent", "-r", "dir").out()).isEmpty();
  }

  @Test
  void add_json_hasKubosKeys() {
    assertThat(shell.run("add", "--enc=json", "-r", "dir").out())
        .startsWith("{\"Name\":\"dir/a.txt\",\"Hash\":\"" + FILE + "\",\"Size\":\"15\"}\n");
    assertThat(shell.run("add", "--json", "-rQ", "dir").out())
        .isEqualTo("{\"Name\":\"dir\",\"Hash\":\"" + DIRECTORY + "\",\"Size\":\"15\"}\n");
  }

  @Test
  void add_unnamedStdin_goesByItsCidAndWrapperByNoName() {
    shell.node.unixFs.toBeAdded.clear();
    added("", FILE, EntryType.FILE);
    added("", DIRECTORY, EntryType.DIRECTORY);

    Result result = shell.input("some input").run("add", "-w");

    assertThat(result.out())
        .isEqualTo("added " + FILE + " " + FILE + "\nadded " + DIRECTORY + " \n");
    assertThat(shell.node.unixFs.sources).containsExactly("=some input");
    assertThat(shell.node.unixFs.addOptions.wrap()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "/dev/stdin", "/dev/fd/0"})
  void add_nameOfStdin_readsIt(String name) {
    shell.input("text").run("add", "--stdin-name", "n.txt", name);

    assertThat(shell.node.unixFs.sources).containsExactly("n.txt=text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/fd/63", "/proc/self/fd/5", "/dev/stdout"})
  void add_nameWithinTheClientsProcess_isRefused(String name) {
    Result result = shell.run("add", name);

    assertThat(result.misused()).isTrue();
    assertThat(result.error()).contains(name, "standard input");
  }

  @Test
  void add_several_areSortedByNameAndOnlyOnce() {
    shell.run("add", "-r", "hello.txt", "dir/a.txt", "./hello.txt");

    assertThat(shell.node.unixFs.sources)
        .containsExactly(
            home.resolve("dir/a.txt").toString(), home.resolve("hello.txt").toString());
  }

  @Test
  void add_sameNameFromTwoPlaces_isRefused() throws IOException {
    Files.writeString(home.resolve("a.txt"), "other");

    Result result = shell.run("add", "a.txt", "dir/a.txt");

    assertThat(result.misused()).isTrue();
    assertThat(result.error()).contains("same name");
  }

  @Test
  void add_directoryWithoutR_isRefused() {
    Result result = shell.run("add", "dir");

    assertThat(result.misused()).isTrue();
    assertThat(result.error()).startsWith("'dir' is a directory; the option -r adds directories");
    assertThat(shell.node.unixFs.sources).isEmpty();
  }

  @Test
  void add_missingFile_addsNothing() {
    Result result = shell.run("add", "hello.txt", "nope");

    assertThat(result.misused()).isFalse();
    assertThat(result.error()).isEqualTo("nope: no such file or directory");
    assertThat(shell.node.unixFs.sources).isEmpty();
  }

  @Test
  void add_fileWithADash_needsTwoDashes() throws IOException {
    Files.writeString(home.resolve("-x"), "dash");

    assertThat(shell.run("add", "-x").error()).startsWith("unknown option \"-x\"");
    assertThat(shell.run("add", "--", "-x").error()).isEmpty();
    assertThat(shell.node.unixFs.sources).containsExactly(home.resolve("-x").toString());
  }

  @Test
  void add_symlinkToBeFollowed_addsItsTarget() throws IOException {
    shell.run("add", "link");
    assertThat(shell.node.unixFs.sources).containsExactly(home.resolve("link").toString());

    shell.run("add", "--dereference-args", "link");
    assertThat(shell.node.unixFs.sources)
        .containsExactly(home.resolve("hello.txt").toRealPath().toString());
    assertThat(shell.node.unixFs.addOptions.followSymlinks()).isFalse();

    shell.run("add", "--dereference-symlinks", "link");
    assertThat(shell.node.unixFs.addOptions.followSymlinks()).isTrue();
  }

  @Test
  void add_flags_reachTheFacade() {
    shell.run("add", "-nH", "hello.txt");

    assertThat(shell.node.unixFs.addOptions.onlyHash()).isTrue();
    assertThat(shell.node.unixFs.addOptions.filter().hidden()).isTrue();
  }

  @Test
  void add_noOptions_isTheProfileOf2025() {
    shell.run("add", "hello.txt");

    assertThat(shell.node.unixFs.addOptions.profile()).isEqualTo(UnixFsProfile.V1_2025);
  }

  @Test
  void add_cidVersion0_isTheProfileOf2015() {
    shell.run("add", "--cid-version=0", "hello.txt");

    assertThat(shell.node.unixFs.addOptions.profile()).isEqualTo(UnixFsProfile.V0_2015);
  }

  @Test
  void add_optionsOverAProfile_changeSingleValues() {
    shell.run(
        "add",
        "--profile=unixfs-v0-2015",
        "--hash",
        "SHA2-512",
        "--raw-leaves",
        "-ssize-1000",
        "--max-file-links=3",
        "--max-hamt-fanout",
        "16",
        "hello.txt");

    UnixFsProfile profile = shell.node.unixFs.addOptions.profile();
    assertThat(profile.cidVersion()).isEqualTo(1);
    assertThat(profile.hash()).isEqualTo(Multicodec.SHA2_512);
    assertThat(profile.rawLeaves()).isTrue();
    assertThat(profile.chunker()).isEqualTo(new Chunker.FixedSize(1000));
    assertThat(profile.maxFileLinks()).isEqualTo(3);
    assertThat(profile.hamtFanout()).isEqualTo(16);
  }

  @Test
  void add_allOptionsOfTheForm_reachTheProfile() {
    shell.run(
        "add",
        "-t",
        "--chunker=rabin-100",
        "--inline",
        "--inline-limit=64",
        "--max-directory-links=9",
        "hello.txt");

    UnixFsProfile profile = shell.node.unixFs.addOptions.profile();
    assertThat(profile.layout()).isEqualTo(FileLayout.TRICKLE);
    assertThat(profile.chunker()).isEqualTo(Chunker.Rabin.ofAverage(100));
    assertThat(profile.inlineBytes()).isEqualTo(64);
    assertThat(profile.maxDirectoryLinks()).isEqualTo(9);
    assertThat(profile.name()).isEqualTo("custom");
  }

  @Test
  void add_inline_hasKubosLimit() {
    shell.run("add", "--inline", "hello.txt");

    assertThat(shell.node.unixFs.addOptions.profile().inlineBytes()).isEqualTo(32);
  }

  @Test
  void add_profileOfAPlugin_isUsed() {
    UnixFsProfile other = UnixFsProfile.V0_2015.toBuilder().chunkBytes(1000).build("acme");
    shell.node.unixFs.otherProfiles.add(other);

    shell.run("add", "--profile=acme", "hello.txt");

    assertThat(shell.node.unixFs.addOptions.profile()).isEqualTo(other);
  }

  @ParameterizedTest
  @CsvSource({"0644, 420", "0o644, 420", "420, 420", "0, 0"})
  void add_mode_isReadAsKuboDoes(String text, int mode) {
    shell.run("add", "--mode", text, "hello.txt");

    assertThat(shell.node.unixFs.addOptions.metadata().mode()).hasValue(mode);
  }

  @Test
  void add_metadata_reachesTheFacade() {
    shell.run("add", "--preserve-mode", "--mtime=-5", "--mtime-nsecs=7", "hello.txt");

    AddMetadata metadata = shell.node.unixFs.addOptions.metadata();
    assertThat(metadata.preserveMode()).isTrue();
    assertThat(metadata.preserveMtime()).isFalse();
    assertThat(metadata.mtime()).contains(Instant.ofEpochSecond(-5, 7));
  }

  @Test
  void add_jsonOfMetadata_hasKubosKeys() {
    shell.node.unixFs.toBeAdded.clear();
    shell.node.unixFs.toBeAdded.add(
        new AddedEntry(
            "a",
            Cid.parse(FILE),
            EntryType.FILE,
            7,
            15,
            OptionalInt.of(0640),
            Optional.of(Instant.ofEpochSecond(5, 9))));

    assertThat(shell.run("add", "--json", "hello.txt").out())
        .endsWith("\"Size\":\"15\",\"Mode\":\"0640\",\"Mtime\":5,\"MtimeNsecs\":9}\n");
  }

  @Test
  void add_rules_comeFromTheFileFirst() throws IOException {
    Files.writeString(home.resolve("rules"), "*.txt\n# comment\n");

    shell.run(
        "add",
        "-r",
        "--ignore",
        "!a.txt",
        "--ignore-rules-path=rules",
        "--include=*.md",
        "--empty-dirs=false",
        "dir");

    assertThat(shell.node.unixFs.addOptions.filter())
        .isEqualTo(
            new EntryFilter(
                false, false, List.of("*.md"), List.of("*.txt", "# comment", "!a.txt")));
  }

  @Test
  void add_rulesThatAreNoText_areRefused() throws IOException {
    Files.write(home.resolve("rules"), new byte[] {(byte) 0xff});

    Result result = shell.run("add", "-r", "--ignore-rules-path=rules", "dir");

    assertThat(result.misused()).isTrue();
    assertThat(result.error()).contains("'rules' is no file of ignore rules");
    assertThat(shell.run("add", "-r", "--ignore-rules-path=none", "dir").error())
        .isEqualTo(home.resolve("none") + ": no such file or directory");
  }

  @Test
  void add_webAddress_isASourceWithItsLimits() {
    shell.run(
        "add", "--url-max-bytes=9", "--url-timeout=4", "http://127.0.0.1:1/a/b.bin", "hello.txt");

    assertThat(shell.node.unixFs.sources)
        .containsExactly(
            "b.bin=http://127.0.0.1:1/a/b.bin 9 PT4S", home.resolve("hello.txt").toString());
  }

  @Test
  void profiles_listAll() {
    assertThat(shell.run("profiles").out().replaceAll(" +\t", "\t"))
        .contains("unixfs-v1-2025\tv1\tsha2-256\traw\tsize-1048576\tbalanced\t1024")
        .contains("unixfs-v0-2015\tv0\tsha2-256\tdag-pb\tsize-262144\tbalanced\t174");
    assertThat(shell.run("profiles", "--json").out())
        .startsWith("{\"Name\":\"unixfs-v1-2025\",\"CidVersion\":1,\"Hash\":\"sha2-256\"");
  }

  @Test
  void add_rawLeavesFalse_isNotTheSameAsNotGiven() {
    shell.run("add", "--raw-leaves=false", "hello.txt");

    assertThat(shell.node.unixFs.addOptions.profile().rawLeaves()).isFalse();
    assertThat(shell.node.unixFs.addOptions.profile().cidVersion()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--profile=nope | unknown profile \"nope\"; there are unixfs-v1-2025, unixfs-v0-2015",
        "--cid-version=2 | CID version must be from 0 to 1",
        "--cid-version=x | whole number",
        "--hash=nope | unknown hash function \"nope\"",
        "--hash=raw | unknown hash function \"raw\"",
        "--chunker=rabin-1-2-3 | the least chunk size of rabin must be 16 or more, not 1",
        "--chunker=size-x | a whole number of bytes",
        "--chunker=size-0 | chunk size must be from 1",
        "--max-file-links=1 | number of links",
        "--max-hamt-fanout=100 | power of two",
        "--raw-leaves=maybe | true or false",
        "--chunker=buzhash-1 | chunker \"buzhash-1\" is not known",
        "--nocopy | unknown option \"--nocopy\"",
        "--inline-limit=5 | \"--inline-limit\" needs \"--inline\"",
        "--inline --inline-limit=0 | from 1 to 128, not 0",
        "--inline --inline-limit=129 | size of inlined blocks must be from 0 to 128",
        "--max-directory-links=-1 | number of links of a directory",
        "--mode=rwx | takes permissions as 0644, not",
        "--mode=010000 | mode must be from 0 to 07777, not 010000",
        "--mtime-nsecs=5 | \"--mtime-nsecs\" needs \"--mtime\"",
        "--mtime=5 --mtime-nsecs=1000000000 | from 0 to 999999999",
        "--mtime=9223372036854775807 | \"--mtime\" is from",
        "--raw-leaves --preserve-mode | \"--raw-leaves\" cannot be together",
        "http://[ | cannot be loaded",
        "http:///x | cannot be loaded",
        "--pin=maybe | true or false",
        "--enc=xml | text or json",
        "-q -q | more than once"
      })
  void add_optionThatCannotBe_isRefused(String options, String fault) {
    String[] words = (options.strip() + " hello.txt").split(" ");

    Result result = shell.run("add", words);

    assertThat(result.misused()).isTrue();
    assertThat(result.error()).contains(fault);
    assertThat(result.error()).contains("helia add --help");
    assertThat(shell.node.unixFs.sources).isEmpty();
  }

  @Test
  void add_cidVersion0WithAnotherHash_isRefused() {
    assertThat(shell.run("add", "--cid-version=0", "--hash=sha2-512", "hello.txt").error())
        .contains("CIDv0 needs");
  }

  @Test
  void add_stdinOfTheConsole_isRefused() {
    Result result = shell.console().run("add");

    assertThat(result.misused()).isTrue();
    assertThat(result.error()).startsWith("standard input is this console");
  }

  @Test
  void add_stdinATerminal_saysThatItWaits() {
    Result result = shell.terminals(true, false, false).input("x").run("add");

    assertThat(result.err()).contains("reading from standard input");
    assertThat(result.out()).startsWith("added ");
  }
}

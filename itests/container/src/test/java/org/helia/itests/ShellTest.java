package org.helia.itests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.helia.api.block.Blockstores;
import org.helia.api.node.Helia;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** The commands of scope {@code helia} in the shell of the container. */
public class ShellTest extends HeliaContainer {

  /** The CID of "hello world\n" under the default profile, as Kubo gives it, too. */
  private static final String HELLO = "bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4";

  private static final String ABSENT =
      "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy";

  private Helia helia;
  private Path folder;

  @Before
  public void createFiles() throws Exception {
    helia = service(Helia.class);
    folder = Files.createTempDirectory("helia-shell");
    Path directory = Files.createDirectories(folder.resolve("greetings"));
    Files.writeString(directory.resolve("hello.txt"), "hello world\n");
    Files.writeString(directory.resolve("Größe.txt"), "groß\n");
  }

  @After
  public void deleteFiles() throws Exception {
    AllBlocks.delete(helia);
    FileTree.delete(folder);
  }

  @Test
  public void add_file_printsItsCidAndName() throws Exception {
    assertThat(
        run("helia:add " + folder + "/greetings/hello.txt"), is("added " + HELLO + " hello.txt\n"));
    assertThat(run("helia:cat " + HELLO), is("hello world\n"));
  }

  @Test
  public void addLsCatGet_directory_allIsThere() throws Exception {
    String root = run("helia:add -r -Q " + folder + "/greetings").strip();

    assertThat(run("helia:ls " + root), containsString(HELLO + " 12 hello.txt"));
    assertThat(run("helia:ls " + root), containsString("Größe.txt"));
    assertThat(run("helia:cat " + root + "/Größe.txt"), is("groß\n"));
    run("helia:get -o " + folder + "/saved " + root);
    assertThat(FileTree.on(folder.resolve("saved")), is(FileTree.on(folder.resolve("greetings"))));
  }

  @Test
  public void blockCommands_oneBlock_comesAndGoes() throws Exception {
    String file = folder + "/greetings/hello.txt";

    assertThat(run("helia:block-put " + file), is(HELLO + "\n"));
    assertThat(run("helia:block-get " + HELLO), is("hello world\n"));
    assertThat(run("helia:block-stat " + HELLO), is("Key: " + HELLO + "\nSize: 12\n"));
    assertThat(localBlocks(), is(List.of(HELLO)));
    assertThat(run("helia:block-rm " + HELLO), is("removed " + HELLO + "\n"));
    assertThat(localBlocks(), is(List.of()));
    assertThat(failure("helia:block-rm " + HELLO), containsString("1 of 1"));
  }

  @Test
  public void cat_absentBlock_namesIt() {
    assertThat(failure("helia:cat --offline " + ABSENT), containsString(ABSENT));
  }

  @Test
  public void dagExportAndImport_directory_throughAFile() throws Exception {
    String root = run("helia:add -r -Q " + folder + "/greetings").strip();
    Path car = folder.resolve("greetings.car");

    run("helia:dag-export " + root + " > " + car);
    int blocks = localBlocks().size();
    AllBlocks.delete(helia);
    assertThat(localBlocks(), is(List.of()));

    assertThat(
        run("helia:dag-import --stats " + car),
        startsWith("Pinned root\t" + root + "\tsuccess\nImported " + blocks + " blocks"));
    assertThat(run("helia:cat " + root + "/hello.txt"), is("hello world\n"));
  }

  @Test
  public void repoCommands_oneBlock_countAndVerifyIt() throws Exception {
    run("helia:block-put " + folder + "/greetings/hello.txt");

    long blocks = run("helia:refs-local").lines().count();
    assertThat(run("helia:repo-stat"), containsString("NumObjects: " + blocks + "\nRepoSize:   "));
    assertThat(run("helia:repo-verify"), is("verify complete, all blocks validated.\n"));
  }

  @Test
  public void nodeCommands_tellWhoAndHowTheNodeIs() throws Exception {
    assertThat(run("helia:version"), is("helia version " + helia.version() + "\n"));
    assertThat(run("helia:id"), containsString(helia.identity().peerId().toString()));
    assertThat(run("helia:status"), containsString("Home:     " + helia.status().home()));
    assertThat(run("helia:status"), not(containsString("Problem")));
    run("helia:status --check");
  }

  @Test
  public void blockstores_listTheWriteTarget() throws Exception {
    String target = service(Blockstores.class).list().get(0).name();

    assertThat(target, is("flatfs"));
    assertThat(
        run("helia:blockstores --json"),
        startsWith("{\"Name\":\"flatfs\",\"Ranking\":100,\"WriteTarget\":true,"));
    assertThat(run("helia:blockstores"), containsString("write, read"));
  }

  private List<String> localBlocks() throws Exception {
    return run("helia:refs-local")
        .lines()
        .filter(cid -> !cid.equals(AllBlocks.EMPTY_ROOT))
        .toList();
  }

  private String failure(String command) {
    return assertThrows(Exception.class, () -> run(command)).getMessage();
  }
}

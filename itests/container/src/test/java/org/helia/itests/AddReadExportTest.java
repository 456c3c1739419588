package org.helia.itests;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.helia.api.HeliaException;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarExport;
import org.helia.api.car.CarImport;
import org.helia.api.car.CarImportOptions;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.multiformats.Cid;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** A real directory tree into the node, out of it, and back from a CAR. */
public class AddReadExportTest extends HeliaContainer {

  private Helia helia;
  private Path folder;
  private Path tree;

  @Before
  public void createTree() throws Exception {
    helia = service(Helia.class);
    folder = Files.createTempDirectory("helia-tree");
    tree = FileTree.create(folder.resolve("tree"));
  }

  @After
  public void deleteTree() throws Exception {
    AllBlocks.delete(helia.blocks());
    FileTree.delete(folder);
  }

  @Test
  public void add_directoryTree_everyEntryReadsBackEqual() throws Exception {
    Cid root = add();

    assertThat(FileTree.in(helia.unixFs(), root), is(FileTree.on(tree)));
    assertThat(isSharded(root), is(false));
    assertThat(isSharded(root, FileTree.LARGE_DIRECTORY), is(true));
    assertThat(add(), is(root));
  }

  @Test
  public void exportAndImport_directoryTree_carHasAllThatIsNeeded() throws Exception {
    Map<String, String> original = FileTree.on(tree);
    Cid root = add();
    Path car = folder.resolve("tree.car");
    CarExport exported = export(root, car);
    assertThat(exported.bytes(), is(Files.size(car)));

    AllBlocks.delete(helia.blocks());
    assertThrows(HeliaException.class, () -> isSharded(root));
    CarImport imported;
    try (InputStream in = Files.newInputStream(car)) {
      imported = helia.cars().importCar(in, new CarImportOptions(true), Progress.NONE);
    }

    assertThat(imported.roots(), is(List.of(root)));
    assertThat(imported.blocks(), is(exported.blocks()));
    assertThat(FileTree.in(helia.unixFs(), root), is(original));
    Path saved = folder.resolve("saved");
    helia.unixFs().get(ContentPath.of(root), saved, FetchOptions.OFFLINE, Progress.NONE);
    assertThat(FileTree.on(saved), is(original));
    assertThat(
        Files.readSymbolicLink(saved.resolve("three/link")),
        is(Files.readSymbolicLink(tree.resolve("three/link"))));
  }

  private Cid add() {
    return helia.unixFs().add(AddSource.path(tree), AddOptions.DEFAULTS, AddListener.NONE).cid();
  }

  private CarExport export(Cid root, Path car) throws Exception {
    try (OutputStream out = Files.newOutputStream(car)) {
      return helia.cars().exportDag(List.of(root), out, FetchOptions.OFFLINE, Progress.NONE);
    }
  }

  private boolean isSharded(Cid root, String... names) {
    ContentPath path = ContentPath.of(root);
    for (String name : names) {
      path = path.resolve(name);
    }
    return helia.unixFs().stat(path, FetchOptions.OFFLINE).hamt();
  }
}

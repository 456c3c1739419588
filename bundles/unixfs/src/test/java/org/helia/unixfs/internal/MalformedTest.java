package org.helia.unixfs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.CidFormat;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.NoSuchEntryException;
import org.helia.api.unixfs.NotADirectoryException;
import org.helia.api.unixfs.NotAFileException;
import org.helia.api.unixfs.UnixFsException;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.helia.unixfs.internal.format.DataType;
import org.helia.unixfs.internal.format.UnixFsData;
import org.helia.unixfs.internal.hamt.HamtShape;
import org.helia.unixfs.internal.hamt.Murmur3;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trees that lie, and paths that lead to the wrong thing. */
class MalformedTest {
  private static final FetchOptions OPTIONS = FetchOptions.OFFLINE;

  private final FakeBlocks blocks = new FakeBlocks();
  private final Dag dag = new Dag(blocks);
  private UnixFsComponent unixFs = new UnixFsComponent(blocks, new FakeHashers());

  @AfterEach
  void close() {
    unixFs.close();
    assertThat(blocks.openSessions()).isZero();
  }

  // Files

  @Test
  void cat_fewerBlocksizesThanLinks_isRefused() {
    Cid file = dag.file("", List.of(1L), dag.raw("a"), dag.raw("b"));
    refused(file, () -> cat(file)).hasMessageContaining("2 links and 1 block sizes");
  }

  @Test
  void cat_namedLink_isRefused() {
    UnixFsData data = UnixFsData.file(1, List.of(1L));
    Cid file = dag.node(data, Dag.link("name", dag.raw("a")));
    refused(file, () -> cat(file)).hasMessageContaining("named 'name'");
  }

  @Test
  void cat_wrongFilesize_isRefused() {
    Cid file = dag.node(Dag.fileData("abc", 4L, List.of()));
    refused(file, () -> cat(file))
        .hasMessageContaining("says it has 4 bytes")
        .hasMessageContaining("3");
  }

  @Test
  void cat_absentFilesize_isMadeUpFor() throws IOException {
    Cid file = dag.node(Dag.fileData("abc", null, List.of(1L)), Dag.unnamed(dag.raw("d")));
    assertThat(cat(file)).isEqualTo("abcd");
    assertThat(unixFs.stat(ContentPath.of(file), OPTIONS).size()).isEqualTo(4);
  }

  @Test
  void cat_sizesOver63Bits_areRefused() {
    UnixFsData data = UnixFsData.file(1, List.of(Long.MAX_VALUE, Long.MAX_VALUE));
    Cid file = dag.node(data, Dag.unnamed(dag.raw("a"), dag.raw("b")));
    refused(file, () -> cat(file)).hasMessageContaining("over 2^63-1");
  }

  @Test
  void cat_rawChildLongerThanItsParentSays_givesNoneOfIt() {
    Cid child = dag.raw("too long");
    Cid file = dag.file("", List.of(3L, 3L), dag.raw("abc"), child);
    assertThat(refusedInStream(file, child, "it has 8 bytes, while its parent says 3"))
        .isEqualTo("abc");
  }

  @Test
  void cat_rawChildShorterThanItsParentSays_givesNoneOfIt() {
    Cid child = dag.raw("x");
    Cid file = dag.file("", List.of(3L, 3L), dag.raw("abc"), child);
    assertThat(refusedInStream(file, child, "it has 1 bytes, while its parent says 3"))
        .isEqualTo("abc");
  }

  @Test
  void cat_nodeChildOfAnotherSize_givesNoneOfIt() {
    Cid child = dag.file("", List.of(1L), dag.raw("x"));
    Cid file = dag.file("", List.of(3L, 3L), dag.raw("abc"), child);
    assertThat(refusedInStream(file, child, "it has 1 bytes, while its parent says 3"))
        .isEqualTo("abc");
  }

  @Test
  void cat_directoryInsideAFile_isRefused() {
    Cid child = dag.directory();
    Cid file = dag.file("abc", List.of(3L), child);
    assertThat(refusedInStream(file, child, "it is a directory")).isEqualTo("abc");
  }

  @Test
  void cat_dagCborInsideAFile_isRefusedWithoutFetchingIt() {
    Cid child = Cid.v1(Multicodec.DAG_CBOR, SampleBlocks.raw(1, 8).cid().multihash());
    Cid file = dag.file("abc", List.of(3L), child);
    assertThat(refusedInStream(file, child, "dag-cbor")).isEqualTo("abc");
  }

  @Test
  void cat_missingLeaf_saysWhichAndStaysFailed() throws IOException {
    Cid child = SampleBlocks.raw(1, 3).cid();
    Cid file = dag.file("", List.of(3L, 3L, 3L), dag.raw("abc"), child, dag.raw("def"));
    try (InputStream in = open(file)) {
      assertThat(in.readNBytes(3)).asString().isEqualTo("abc");
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(in::read)
            .isInstanceOf(IOException.class)
            .hasCauseInstanceOf(BlockNotFoundException.class)
            .hasMessageContaining(child.toString());
      }
      assertThatThrownBy(() -> in.skip(4)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void cat_missingLeafAtTheBeginning_throwsAtOnce() {
    Cid file = dag.file("", List.of(3L), SampleBlocks.raw(1, 3).cid());
    assertThatThrownBy(() -> open(file)).isInstanceOf(BlockNotFoundException.class);
  }

  @Test
  void cat_missingLeafOutsideTheRange_isNotNeeded() throws IOException {
    Cid missing = SampleBlocks.raw(1, 3).cid();
    Cid file = dag.file("", List.of(3L, 3L, 3L), missing, dag.raw("abc"), missing);
    try (InputStream in = unixFs.cat(ContentPath.of(file), new ByteRange(3, 3), OPTIONS)) {
      assertThat(in.readAllBytes()).asString().isEqualTo("abc");
    }
  }

  @Test
  void cat_chainOfThousandLevels_isRefusedAtTheLimit() {
    Cid file = dag.raw("x");
    for (int i = 0; i < 1000; i++) {
      file = dag.file("", List.of(1L), file);
    }
    Cid root = file;
    assertThatThrownBy(() -> open(root))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("over the limit of 128 levels");
  }

  @Test
  void cat_fileThatIsItsOwnChild_isRefusedAtTheLimit() {
    UncheckedBlocks claims = unchecked();
    Cid self = Cid.v1(Multicodec.DAG_PB, SampleBlocks.raw(1, 8).cid().multihash());
    claims.claim(self, Dag.block(UnixFsData.file(1, List.of(1L)), Dag.unnamed(self)));
    assertThatThrownBy(() -> open(self))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("over the limit");
    assertThat(claims.loaded()).hasSizeLessThan(200);
  }

  @Test
  void cat_nodeWithoutData_isRefused() {
    Cid node = dag.node(null, Dag.link("a", dag.raw("a")));
    refused(node, () -> cat(node)).hasMessageContaining("dag-pb without data");
  }

  @Test
  void cat_typeMetadata_isRefused() {
    Cid node =
        dag.node(new UnixFsData(DataType.METADATA, null, null, List.of(), null, null, null, null));
    refused(node, () -> cat(node)).hasMessageContaining("Metadata");
  }

  @Test
  void cat_bytesThatAreNotDagPb_areRefused() {
    Cid node = dag.put(CidFormat.V1_DAG_PB, new byte[] {0x0a, 0x7f});
    refused(node, () -> cat(node));
  }

  // Paths

  @Test
  void cat_directoryOrSymlink_isRefusedByItsName() {
    Cid directory = dag.directory(Dag.link("s", dag.symlink("x")));
    assertThatThrownBy(() -> open(directory))
        .isInstanceOf(NotAFileException.class)
        .hasMessage("/ipfs/" + directory + " is a directory, not a file");
    assertThatThrownBy(
            () -> unixFs.cat(ContentPath.of(directory).resolve("s"), ByteRange.ALL, OPTIONS))
        .isInstanceOf(NotAFileException.class)
        .hasMessageContaining("/s is a symbolic link");
  }

  @Test
  void stat_pathThroughAFile_isRefused() {
    Cid file = dag.raw("a");
    Cid directory = dag.directory(Dag.link("f", file));
    assertThatThrownBy(
            () -> unixFs.stat(ContentPath.of(directory).resolve("f").resolve("x"), OPTIONS))
        .isInstanceOf(NotADirectoryException.class)
        .hasMessage("/ipfs/" + directory + "/f is a file, not a directory");
    assertThatThrownBy(() -> unixFs.stat(ContentPath.parse("/ipfs/" + file + "/"), OPTIONS))
        .isInstanceOf(NotADirectoryException.class);
  }

  @Test
  void stat_missingEntry_isNamed() {
    Cid directory = dag.directory(Dag.link("f", dag.raw("a")));
    assertThatThrownBy(() -> unixFs.stat(ContentPath.of(directory).resolve("g"), OPTIONS))
        .isInstanceOf(NoSuchEntryException.class)
        .hasMessage("no entry named 'g' in /ipfs/" + directory);
  }

  @Test
  void stat_pathOfIpldOrOfAnotherCodec_isRefused() {
    Cid file = dag.raw("a");
    Cid cbor = Cid.v1(Multicodec.DAG_CBOR, file.multihash());
    assertThatThrownBy(() -> unixFs.stat(ContentPath.parse("/ipld/" + file), OPTIONS))
        .isInstanceOf(UnixFsException.class);
    refused(cbor, () -> unixFs.stat(ContentPath.of(cbor), OPTIONS))
        .hasMessageContaining("dag-cbor");
  }

  @Test
  void ls_duplicateNames_givesTheFirst() {
    Cid directory = dag.directory(Dag.link("a", dag.raw("1")), Dag.link("a", dag.raw("2")));
    try (Stream<DirectoryEntry> entries = unixFs.ls(ContentPath.of(directory), OPTIONS)) {
      assertThat(entries).extracting(DirectoryEntry::cid).containsExactly(dag.raw("1"));
    }
    assertThat(unixFs.stat(ContentPath.of(directory).resolve("a"), OPTIONS).cid())
        .isEqualTo(dag.raw("1"));
  }

  @Test
  void stat_symlinkWithChildren_isRefused() {
    Cid link = dag.node(UnixFsData.symlink(Dag.bytes("x")), Dag.link("a", dag.raw("1")));
    refused(link, () -> unixFs.stat(ContentPath.of(link), OPTIONS))
        .hasMessageContaining("symbolic link with children");
  }

  // HAMT

  @Test
  void ls_hamtWithoutFanout_isRefused() {
    Cid hamt = hamt(null, Multicodec.MURMUR3_X64_64, slots());
    refused(hamt, () -> ls(hamt)).hasMessageContaining("fanout");
  }

  @Test
  void ls_hamtWithHugeFanout_isRefusedBeforeAnythingIsAllocated() {
    Cid hamt = hamt(1L << 40, Multicodec.MURMUR3_X64_64, slots());
    refused(hamt, () -> ls(hamt)).hasMessageContaining("fanout of 1099511627776");
  }

  @Test
  void ls_hamtOverAnotherHash_isRefused() {
    Cid hamt = hamt(256L, Multicodec.SHA2_256, slots());
    refused(hamt, () -> ls(hamt)).hasMessageContaining("sha2-256");
  }

  @Test
  void ls_hamtWithMoreLinksThanSlots_isRefused() {
    Cid hamt = hamt(256L, Multicodec.MURMUR3_X64_64, slots(), Dag.link("00a", dag.raw("1")));
    refused(hamt, () -> ls(hamt)).hasMessageContaining("1 links for 0 taken slots");
  }

  @Test
  void ls_hamtWithPrefixOfAnotherSlot_isRefused() {
    Cid hamt = hamt(256L, Multicodec.MURMUR3_X64_64, slots(0xab), Dag.link("abx", dag.raw("1")));
    refused(hamt, () -> ls(hamt)).hasMessageContaining("'abx' where slot AB");
  }

  @Test
  void ls_hamtEntryInAnotherSlotThanItsNameHashesTo_isRefused() {
    int slot = new HamtShape(256).slot(Murmur3.hash("x"), 0);
    int wrong = (slot + 1) % 256;
    String prefix = new HamtShape(256).prefix(wrong);
    Cid hamt =
        hamt(256L, Multicodec.MURMUR3_X64_64, slots(wrong), Dag.link(prefix + "x", dag.raw("1")));
    refused(hamt, () -> ls(hamt)).hasMessageContaining("'x' where it cannot be found");
  }

  @Test
  void ls_hamtThatLeadsToAFile_isRefused() {
    Cid file = dag.raw("1");
    Cid hamt = hamt(256L, Multicodec.MURMUR3_X64_64, slots(0), Dag.link("00", file));
    refused(file, () -> ls(hamt)).hasMessageContaining("not a node of one");
  }

  @Test
  void ls_hamtOfMixedFanouts_isRefused() {
    Cid child = hamt(16L, Multicodec.MURMUR3_X64_64, slots());
    Cid hamt = hamt(256L, Multicodec.MURMUR3_X64_64, slots(0), Dag.link("00", child));
    refused(child, () -> ls(hamt)).hasMessageContaining("fanout of 16 below one with 256");
  }

  @Test
  void ls_hamtThatPointsToItself_isRefusedWhenTheHashIsUsedUp() {
    UncheckedBlocks claims = unchecked();
    Cid self = Cid.v1(Multicodec.DAG_PB, SampleBlocks.raw(1, 8).cid().multihash());
    BitSet all = new BitSet();
    all.set(0, 256);
    PbLink[] links = new PbLink[256];
    for (int i = 0; i < 256; i++) {
      links[i] = Dag.link(new HamtShape(256).prefix(i), self);
    }
    claims.claim(
        self,
        Dag.block(UnixFsData.hamtShard(ByteBuffer.wrap(HamtShape.bitfield(all)), 256), links));

    refused(self, () -> ls(self)).hasMessageContaining("more levels than a hash has bits for");
    refused(self, () -> unixFs.stat(ContentPath.of(self).resolve("x"), OPTIONS))
        .hasMessageContaining("more levels");
    assertThat(claims.loaded()).hasSizeLessThan(30);
  }

  private Cid hamt(Long fanout, long hash, BitSet slots, PbLink... links) {
    ByteBuffer bitfield = ByteBuffer.wrap(HamtShape.bitfield(slots));
    return dag.node(
        new UnixFsData(DataType.HAMT_SHARD, bitfield, null, List.of(), hash, fanout, null, null),
        links);
  }

  private static BitSet slots(int... taken) {
    BitSet slots = new BitSet();
    for (int slot : taken) {
      slots.set(slot);
    }
    return slots;
  }

  private UncheckedBlocks unchecked() {
    unixFs.close();
    UncheckedBlocks claims = new UncheckedBlocks();
    unixFs = new UnixFsComponent(claims, new FakeHashers());
    return claims;
  }

  private InputStream open(Cid file) {
    return unixFs.cat(ContentPath.of(file), ByteRange.ALL, OPTIONS);
  }

  private String cat(Cid file) throws IOException {
    try (InputStream in = open(file)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private void ls(Cid directory) {
    try (Stream<DirectoryEntry> entries = unixFs.ls(ContentPath.of(directory), OPTIONS)) {
      entries.forEach(entry -> {});
    }
  }

  private static AbstractThrowableAssert<?, ?> refused(Cid culprit, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("/ipfs/")
        .hasMessageContaining(culprit.toString());
  }

  /** Reads until it is refused and returns what was read before. */
  private String refusedInStream(Cid file, Cid culprit, String fault) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatThrownBy(
            () -> {
              try (InputStream in = open(file)) {
                in.transferTo(out);
              }
            })
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(UnixFsException.class)
        .hasMessageContaining("/ipfs/" + file)
        .hasMessageContaining(culprit.toString())
        .hasMessageContaining(fault);
    return out.toString(UTF_8);
  }
}

package org.helia.unixfs.internal.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.helia.api.block.CidFormat;
import org.helia.ipld.dagpb.DagPb;
import org.helia.ipld.dagpb.PbLink;
import org.helia.ipld.dagpb.PbNode;
import org.helia.multiformats.Cid;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureFile;
import org.helia.testkit.fixture.FixtureSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Nodes with mode and mtime have the CIDs that Kubo gives them. */
class MetadataTest {
  private final FakeHashers hashers = new FakeHashers();

  @ParameterizedTest
  @FixtureSource("unixfs/metadata.json")
  void encode_modeAndMtime_givesTheCidThatKuboGives(Fixture given) {
    UnixFsData data = data(given, mode(given), mtime(given));
    CidFormat format = given.number("cid_version") == 0 ? CidFormat.V0 : CidFormat.V1_DAG_PB;
    assertThat(cid(format, block(data, List.of()))).hasToString(given.text("cid"));
  }

  @Test
  void encode_treeWithMetadata_givesTheCidsThatKuboGives() {
    List<Fixture> entries = new ArrayList<>(FixtureFile.read("unixfs/metadata-tree.json").cases());
    entries.sort(Comparator.comparing((Fixture entry) -> entry.text("path")).reversed());
    Map<String, List<PbLink>> links = new HashMap<>();
    for (Fixture entry : entries) {
      String path = entry.text("path");
      Integer mode = entry.has("mode_octal") ? Integer.valueOf(entry.text("mode_octal"), 8) : null;
      List<PbLink> own = links.getOrDefault(path, List.of());
      byte[] block = block(data(entry, mode, new UnixTime(entry.number("mtime_secs"), 0)), own);
      Cid cid = cid(CidFormat.V0, block);
      assertThat(cid).as(path).hasToString(entry.text("cid"));
      long size = block.length + own.stream().mapToLong(PbLink::tsize).sum();
      links
          .computeIfAbsent(path.replaceFirst("/?[^/]*$", ""), parent -> new ArrayList<>())
          .add(new PbLink(path.replaceFirst(".*/", ""), cid, size));
    }
  }

  private static Integer mode(Fixture given) {
    return given.has("mode") ? (Integer) (int) given.number("mode") : null;
  }

  private static UnixTime mtime(Fixture given) {
    if (!given.has("mtime")) {
      return null;
    }
    Fixture mtime = given.object("mtime");
    int nanos = mtime.has("nsecs") ? (int) mtime.number("nsecs") : 0;
    return new UnixTime(mtime.number("secs"), nanos);
  }

  private static UnixFsData data(Fixture given, Integer mode, UnixTime mtime) {
    byte[] content = given.text("content", "").getBytes(UTF_8);
    UnixFsData plain =
        switch (given.text("kind")) {
          case "directory" -> UnixFsData.directory();
          case "symlink" ->
              UnixFsData.symlink(ByteBuffer.wrap(given.text("target").getBytes(UTF_8)));
          case "file" ->
              content.length == 0
                  ? UnixFsData.file(0, List.of())
                  : UnixFsData.leaf(ByteBuffer.wrap(content));
          default -> throw new IllegalArgumentException(given.toString());
        };
    return new UnixFsData(
        plain.type(), plain.data(), plain.filesize(), List.of(), null, null, mode, mtime);
  }

  private static byte[] block(UnixFsData data, List<PbLink> links) {
    return DagPb.encode(new PbNode(links, data.encode()));
  }

  private Cid cid(CidFormat format, byte[] block) {
    return format.cid(hashers.sum(format.hash(), block));
  }
}

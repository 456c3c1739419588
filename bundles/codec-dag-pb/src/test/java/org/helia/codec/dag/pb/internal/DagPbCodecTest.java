package org.helia.codec.dag.pb.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.codec.NodeCodec;
import org.helia.api.codec.UnencodableException;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.StringNode;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.junit.jupiter.api.Test;

class DagPbCodecTest {
  private final NodeCodec codec = new DagPbCodec();

  @Test
  void code_isTheRegisteredOne() {
    assertThat(Multicodec.byCode(codec.code()).orElseThrow().name())
        .isEqualTo(codec.name())
        .isEqualTo("dag-pb");
  }

  @Test
  void links_wellFormedBlock_areAllInTheirOrder() {
    byte[] block =
        HexFormat.of()
            .parseHex(
                "12390a221220b4397c02da5513563d33eef894bf68f2ccdf1bdfc14a976956ab3d1c72f735a0120e"
                    + "617564696f5f6f6e6c792e6d346118cda88f0b12310a221220025c13fcd1a885df444f64a4a82a26"
                    + "aea867b1148c68cb671e83589f971149321208636861742e74787418e40712340a2212205d44a305"
                    + "b9b328ab80451d0daa72a12a7bf2763c5f8bbe327597a31ee40d1e48120c706c61796261636b2e6d"
                    + "3375187412360a2212202539ed6e85f2a6f9097db9d76cffd49bf3042eb2e3e8e9af4a3ce842d49d"
                    + "ea22120a7a6f6f6d5f302e6d70341897fb8592010a020801");
    List<Cid> links = new ArrayList<>();

    codec.links(block, links::add);

    assertThat(links)
        .extracting(Cid::toString)
        .containsExactly(
            "QmaUAwAQJNtvUdJB42qNbTTgDpzPYD1qdsKNtctM5i7DGB",
            "QmNVrxbB25cKTRuKg2DuhUmBVEK9NmCwWEHtsHPV6YutHw",
            "QmUcjKzDLXBPmB6BKHeKSh6ZoFZjss4XDhMRdLYRVuvVfu",
            "QmQqy2SiEkKgr2cw5UbQ93TtLKEMsD8TdcWggR8q9JabjX");
  }

  @Test
  void links_malformedBlock_isRefused() {
    byte[] block = HexFormat.of().parseHex("1200");

    assertThatExceptionOfType(MalformedBlockException.class)
        .isThrownBy(() -> codec.links(block, cid -> {}));
  }

  @Test
  void decode_block_isTheLogicalFormAndEncodedBack() {
    byte[] block = HexFormat.of().parseHex("120e0a09015500050001020304120161" + "0a03010203");

    Node node = codec.decode(block);

    assertThat(node)
        .isEqualTo(
            MapNode.of(
                "Links",
                ListNode.of(
                    MapNode.of(
                        "Hash",
                        new LinkNode(Cid.parse("bafkqabiaaebagba")),
                        "Name",
                        new StringNode("a"))),
                "Data",
                new BytesNode(new byte[] {1, 2, 3})));
    assertThat(codec.encode(node)).isEqualTo(block);
  }

  @Test
  void encode_otherForm_isRefused() {
    assertThatExceptionOfType(UnencodableException.class)
        .isThrownBy(() -> codec.encode(new StringNode("text")));
  }
}

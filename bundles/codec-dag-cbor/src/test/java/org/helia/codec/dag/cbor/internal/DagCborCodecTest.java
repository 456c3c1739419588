package org.helia.codec.dag.cbor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.codec.NodeCodec;
import org.helia.api.ipld.BoolNode;
import org.helia.api.ipld.IntNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.NullNode;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.junit.jupiter.api.Test;

class DagCborCodecTest {
  private final NodeCodec codec = new DagCborCodec();

  @Test
  void code_isTheRegisteredOne() {
    assertThat(Multicodec.byCode(codec.code()).orElseThrow().name())
        .isEqualTo(codec.name())
        .isEqualTo("dag-cbor");
  }

  @Test
  void links_wellFormedBlock_areAllInTheirOrder() {
    byte[] block =
        HexFormat.of()
            .parseHex(
                "a26444617461420801654c696e6b7384a36448617368d82a5823001220b4397c02da5513563d33ee"
                    + "f894bf68f2ccdf1bdfc14a976956ab3d1c72f735a0644e616d656e617564696f5f6f6e6c792e6d34"
                    + "61655473697a651a0163d44da36448617368d82a5823001220025c13fcd1a885df444f64a4a82a26"
                    + "aea867b1148c68cb671e83589f97114932644e616d6568636861742e747874655473697a651903e4"
                    + "a36448617368d82a58230012205d44a305b9b328ab80451d0daa72a12a7bf2763c5f8bbe327597a3"
                    + "1ee40d1e48644e616d656c706c61796261636b2e6d3375655473697a651874a36448617368d82a58"
                    + "230012202539ed6e85f2a6f9097db9d76cffd49bf3042eb2e3e8e9af4a3ce842d49dea22644e616d"
                    + "656a7a6f6f6d5f302e6d7034655473697a651a12417d97");
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
    byte[] block = HexFormat.of().parseHex("d82a4100");

    assertThatExceptionOfType(MalformedBlockException.class)
        .isThrownBy(() -> codec.links(block, cid -> {}));
  }

  @Test
  void decode_anyValue_isEncodedBackToTheSameBlock() {
    byte[] block = HexFormat.of().parseHex("a263626172f563666f6f83f6f9");
    byte[] valid = HexFormat.of().parseHex("a263626172f563666f6f82f620");

    Node node = codec.decode(valid);

    assertThat(node)
        .isEqualTo(
            MapNode.of(
                "bar", BoolNode.TRUE, "foo", ListNode.of(NullNode.INSTANCE, IntNode.of(-1))));
    assertThat(codec.encode(node)).isEqualTo(valid);
    assertThatExceptionOfType(MalformedBlockException.class).isThrownBy(() -> codec.decode(block));
  }
}

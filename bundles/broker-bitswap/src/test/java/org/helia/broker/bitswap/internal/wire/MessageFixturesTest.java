package org.helia.broker.bitswap.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.helia.api.block.CheckedBlock;
import org.helia.multiformats.Cid;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.fixture.FixtureFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Messages that Helia wrote. */
class MessageFixturesTest {
  private static final HexFormat HEX = HexFormat.of();

  @TestFactory
  java.util.stream.Stream<DynamicTest> message_ofHelia_isReadAndWrittenAgain() {
    return FixtureFile.read("bitswap/messages.json")
        .tests(
            given -> {
              JsonNode json = given.json();
              Message read = Wire.read(HEX.parseHex(json.get("framed_hex").asText()));
              assertMessage(read, json.get("message"));
              assertMessage(
                  Wire.read(Wire.write(read, ProtocolVersion.V1_2_0)), json.get("message"));
            });
  }

  private static void assertMessage(Message message, JsonNode expected) {
    JsonNode list = expected.path("wantlist");
    assertThat(message.full()).isEqualTo(list.path("full").asBoolean(false));
    assertThat(message.wants()).containsExactlyElementsOf(wants(list.path("entries")));
    assertThat(message.pendingBytes()).isEqualTo(expected.path("pending_bytes").asInt(0));
    List<Presence> presences = new ArrayList<>();
    expected
        .path("block_presences")
        .forEach(
            each ->
                presences.add(
                    new Presence(cid(each), each.get("type").asText().equals("HaveBlock"))));
    assertThat(message.presences()).containsExactlyElementsOf(presences);
    assertBlocks(message.blocks(), expected.path("blocks"));
  }

  private static List<WantEntry> wants(JsonNode entries) {
    List<WantEntry> wants = new ArrayList<>();
    entries.forEach(
        each ->
            wants.add(
                new WantEntry(
                    cid(each),
                    each.get("priority").asInt(),
                    each.get("cancel").asBoolean(),
                    each.get("want_type").asText().equals("WantHave")
                        ? WantType.HAVE
                        : WantType.BLOCK,
                    each.get("send_dont_have").asBoolean())));
    return wants;
  }

  private static Cid cid(JsonNode of) {
    return Cid.parse(of.get("cid").asText());
  }

  private static void assertBlocks(List<Payload> blocks, JsonNode expected) {
    assertThat(blocks).hasSize(expected.size());
    for (int i = 0; i < blocks.size(); i++) {
      Payload block = blocks.get(i);
      JsonNode json = expected.get(i);
      assertThat(block.prefix().toBytes()).isEqualTo(HEX.parseHex(json.get("prefix_hex").asText()));
      assertThat(block.data()).isEqualTo(HEX.parseHex(json.get("data_hex").asText()));
      assertThat(
              CheckedBlock.name(
                      new FakeHashers(),
                      block.prefix().format(),
                      block.prefix().digestBytes(),
                      block.data(),
                      "a fixture")
                  .block()
                  .cid())
          .isEqualTo(cid(json));
    }
  }
}

package org.helia.multiformats.multiaddr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.fixtures.Fixture;
import org.junit.jupiter.api.Test;

class ProtocolTest {
  private record Row(long code, String size, String name) {}

  @Test
  void values_areTheWholeRegistry() throws IOException {
    List<Row> registry = registry();

    for (Row row : registry) {
      Protocol protocol = Protocol.byName(row.name).orElseThrow();
      assertThat(protocol.code()).as(row.name).isEqualTo(row.code);
      assertThat(protocol.valueLength()).as(row.name).isEqualTo(length(row.size));
      assertThat(protocol.hasValue()).as(row.name).isEqualTo(!row.size.equals("0"));
      assertThat(Protocol.byCode(row.code)).contains(protocol);
    }
    assertThat(Stream.of(Protocol.values()).map(Protocol::registeredName))
        .containsExactlyInAnyOrderElementsOf(
            registry.stream().map(Row::name).filter(name -> !name.equals("ipfs")).toList());
  }

  private static OptionalInt length(String bits) {
    return bits.equals("V") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(bits) / 8);
  }

  private static List<Row> registry() throws IOException {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(Fixture.open("multiaddr/protocols.csv"), UTF_8))) {
      return in.lines().skip(1).filter(line -> !line.isBlank()).map(ProtocolTest::row).toList();
    }
  }

  private static Row row(String line) {
    String[] cells = line.split(",", 4);
    return new Row(Long.parseLong(cells[0].strip()), cells[1].strip(), cells[2].strip());
  }

  @Test
  void codes_agreeWithTheMulticodecTable() {
    for (Protocol protocol : Protocol.values()) {
      // The only one with two names.
      String name = protocol == Protocol.MEMORY ? "memorytransport" : protocol.registeredName();
      assertThat(Multicodec.nameOf(protocol.code())).isEqualTo(name);
    }
  }

  @Test
  void byName_unknown_isEmpty() {
    assertThat(Protocol.byName("TCP")).isEmpty();
    assertThat(Protocol.byName("")).isEmpty();
    assertThat(Protocol.byCode(5)).isEmpty();
    assertThat(Protocol.byName("ipfs")).contains(Protocol.P2P);
  }
}

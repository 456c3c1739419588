package org.helia.multiformats.multiaddr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.fixtures.Fixture;
import org.helia.multiformats.fixtures.FixtureSource;
import org.helia.multiformats.internal.Quoted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultiaddrTest {
  private static final String PEER = "12D3KooWCryG7Mon9orvQxcS1rYZjotPgpwoJNHHKcLLfE4Hf5mV";
  private static final String RELAY = "QmcgpsyWgH8Y8ajJz1Cu72KnS5uo2Aa2LpzU7kinSupNKC";

  @ParameterizedTest
  @FixtureSource("multiaddr/valid.json")
  void parse_valid_givesBytesAndCanonicalText(Fixture vector) {
    Multiaddr addr = Multiaddr.parse(vector.text("string"));
    String canonical = vector.text(vector.has("canonical") ? "canonical" : "string");

    assertThat(addr).hasToString(canonical);
    if (vector.has("bytes_hex")) {
      assertThat(addr.toBytes()).isEqualTo(vector.bytes("bytes_hex"));
    }
    assertThat(Multiaddr.fromBytes(addr.toBytes())).isEqualTo(addr).hasToString(canonical);
    assertThat(Multiaddr.parse(canonical)).isEqualTo(addr).hasSameHashCodeAs(addr);
    if (vector.has("components")) {
      requireComponents(addr.components(), vector.list("components"));
    }
  }

  private static void requireComponents(List<Component> found, List<Fixture> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      Fixture component = expected.get(i);
      assertThat(found.get(i).protocol().code()).isEqualTo(component.number("code"));
      assertThat(found.get(i).protocol()).hasToString(component.text("name"));
      assertThat(found.get(i).value().isPresent()).isEqualTo(component.has("value"));
      found.get(i).value().ifPresent(v -> assertThat(v).isEqualTo(component.text("value")));
    }
  }

  @ParameterizedTest
  @FixtureSource("multiaddr/invalid.json")
  void parse_invalid_isRefused(Fixture vector) {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Multiaddr.parse(vector.text("string")))
        .withMessageStartingWith("Not a multiaddr: " + Quoted.of(vector.text("string")) + ": ");
  }

  @ParameterizedTest
  @FixtureSource("multiaddr/decapsulate.json")
  void decapsulate_vector_leavesTheRest(Fixture vector) {
    Multiaddr left = Multiaddr.parse(vector.text("left"));
    Multiaddr right = Multiaddr.parse(vector.text("right"));

    assertThat(left.decapsulate(right).map(Multiaddr::toString).orElse(null))
        .isEqualTo(vector.has("expected") ? vector.text("expected") : null);
  }

  @ParameterizedTest
  @CsvSource({
    "/, 'A multiaddr has at least one component, this has none'",
    "ip4/1.2.3.4, 'A multiaddr begins with a slash'",
    "//tcp/1, 'There is no protocol \"\"'",
    "/tcp/1//, ''",
    "/tcp/1//udp/1, 'There is no protocol \"\"'",
    "/tcp, 'tcp needs a value'",
    "/http/x, 'There is no protocol \"x\"'",
    "/tcp/65536, 'tcp: Expected a number from 0 to 65535, found \"65536\"'",
    "/tcp/-1, 'tcp: Expected a decimal number, found \"-1\"'",
    "/tcp/+1, 'tcp: Expected a decimal number, found \"+1\"'",
    "/tcp/١, 'tcp: Expected a decimal number, found \"١\"'",
    "/ip4/1.2.3, 'ip4: Expected an IPv4 address, found \"1.2.3\"'",
    "/ip4/1.2.3.256, 'ip4: Expected a number from 0 to 255, found \"256\"'",
    "/ip4/1.2.3.04, 'ip4: An IPv4 address has no leading zeros, found \"1.2.3.04\"'",
    "/ip4/::1, 'ip4: Expected an IPv4 address, found \"::1\"'",
    "/ip6/1.2.3.4, 'ip6: Expected an IPv6 address, found \"1.2.3.4\"'",
    "/ip6/fe80::1%eth0, 'ip6: Expected an IPv6 address, found \"fe80::1%eth0\"'",
    "/unix/, 'unix needs a value'",
    "/unix/a%2F, 'unix: Expected the path of a file, found \"a/\"'",
    "/unix/a%2, 'unix: Expected two hexadecimal digits after % in \"a%2\"'",
    "/unix/%ff, 'unix: The value is not UTF-8'",
    "/http-path/a%f, 'http-path: Expected two hexadecimal digits after % in \"a%f\"'",
    "/memory/x, 'memory: Expected a decimal number, found \"x\"'",
    "/memory/18446744073709551616, "
        + "'memory: Expected a number from 0 to 2^64-1, found \"18446744073709551616\"'"
  })
  void parse_malformed_isRefusedWithTheReason(String text, String reason) {
    if (reason.isEmpty()) {
      assertThat(Multiaddr.parse(text)).hasToString("/tcp/1");
      return;
    }
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Multiaddr.parse(text))
        .withMessage("Not a multiaddr: \"" + text + "\": " + reason);
  }

  @ParameterizedTest
  @CsvSource({
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "0:0:0:0:0:0:0:0, ::",
    "2001:DB8::0:1, 2001:db8::1",
    "2001:0db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
    "::ffff:1.2.3.4, ::ffff:1.2.3.4",
    "::ffff:102:304, ::ffff:1.2.3.4",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304"
  })
  void parse_ip6_isWrittenAsRfc5952Says(String text, String canonical) {
    assertThat(Multiaddr.parse("/ip6/" + text)).hasToString("/ip6/" + canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1::",
        "12345::",
        "g::",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "::1.2.3",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::-1",
        "::١",
        "[::1]"
      })
  void parse_malformedIp6_isRefused(String text) {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Multiaddr.parse("/ip6/" + text));
  }

  /** 36 bytes in 58 digits leave two bits, and what they are does not matter to I2P. */
  @Test
  void parse_garlic32WithSpareBits_isReadAndWrittenWithout() {
    String hash = "/garlic32/566niximlxdzpanmn4qouucvua3k7neniwss47li5r6ugoertzuqzwass";
    Multiaddr addr = Multiaddr.parse(hash + "w");

    assertThat(addr).hasToString(hash + "u").isEqualTo(Multiaddr.parse(hash + "u"));
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Multiaddr.parse(hash.substring(0, hash.length() - 4) + "77"));
  }

  @Test
  void parse_unix_keepsAbsoluteAndPlainPathsApart() {
    Multiaddr absolute = Multiaddr.parse("/unix/%2Frun%2Fa b.sock/tls");
    Multiaddr plain = Multiaddr.parse("/unix/run/a%20b.sock/tls");

    assertThat(absolute.value(Protocol.UNIX)).contains("/run/a b.sock");
    assertThat(absolute).hasToString("/unix/%2Frun%2Fa%20b.sock/tls");
    assertThat(absolute.has(Protocol.TLS)).isTrue();
    assertThat(plain.value(Protocol.UNIX)).contains("run/a b.sock/tls");
    assertThat(plain).hasToString("/unix/run/a%20b.sock/tls");
    assertThat(plain.has(Protocol.TLS)).isFalse();
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> plain.encapsulate(Multiaddr.parse("/tls")))
        .withMessageContaining("Nothing can follow");
  }

  /** Examples of the http-path specification. */
  @ParameterizedTest
  @CsvSource({
    "/user, user",
    "/api/v0/login, api%2Fv0%2Flogin",
    "/tmp/foo/../bar, tmp%2Ffoo%2F..%2Fbar",
    "/a%20space, a%2520space",
    "/a%2Fslash, a%252Fslash",
    "/a+b é, a%2Bb%20%C3%A9"
  })
  void httpPath_example_bothWays(String path, String text) {
    Multiaddr addr = Multiaddr.parse("/http-path/" + text + "/tls");

    assertThat(addr.value(Protocol.HTTP_PATH)).contains(path);
    assertThat(addr).hasToString("/http-path/" + text + "/tls");
  }

  @Test
  void httpPath_bytesOfGoWithoutSlash_areReadAsTheSameText() {
    byte[] bytes = HexFormat.of().parseHex("e1030b746d702f6261722f62617a");

    assertThat(Multiaddr.fromBytes(bytes)).hasToString("/http-path/tmp%2Fbar%2Fbaz");
    assertThat(Multiaddr.fromBytes(bytes).toBytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'A multiaddr has at least one component, this has none'",
    "047f0000, 'The value of ip4 has 4 bytes, found only 3'",
    "99e9db9e9e07, 'There is no protocol with code'",
    "3500, 'Expected a name without slashes, found \"\"'",
    "3503612f62, 'Expected a name without slashes, found \"a/b\"'",
    "35ffffffffffffffff7f, 'The value of dns has 9223372036854775807 bytes, found only 0'",
    "3501ff, 'The value is not UTF-8'",
    "8400, 'A varint must be minimal'",
    "a503021200, 'A peer id is sha2-256 of 32 bytes or identity of 1 to 42, found sha2-256 of 0'",
    "d2030100, 'The input ends after 0 bytes of a varint'",
    "8906023031, 'Expected 1 without zeros, found \"01\"'",
    "e103012f, 'The path / goes without saying'",
    "9003012f, 'Expected the path of a file, found \"/\"'",
    "9003016106 0050, 'Nothing can follow /unix/a in a multiaddr'",
    "bc039a18087306369043091f0000, 'The port of a Tor address is not zero'",
    "bf0301aa, 'This is no I2P address, it has 1 bytes'"
  })
  void fromBytes_malformed_isRefusedWithTheReason(String hex, String reason) {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Multiaddr.fromBytes(HexFormat.of().parseHex(hex.replace(" ", ""))))
        .withMessageContaining(reason);
  }

  @Test
  void sizes_overTheLimit_areRefused() {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Multiaddr.parse("/tcp/1".repeat(10_000)))
        .withMessage("A multiaddr has at most 12288 characters, found 60000");
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Multiaddr.fromBytes(new byte[4097]))
        .withMessage("A multiaddr has at most 4096 bytes, found 4097");
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Multiaddr.parse("/dns/" + "a".repeat(4094)))
        .withMessageContaining("A multiaddr has at most 4096 bytes, found 4097");
  }

  @ParameterizedTest
  @CsvSource({
    "/ip4/1.2.3.4/tcp/1/p2p/" + PEER + ", " + PEER,
    "/ip4/1.2.3.4/tcp/1/p2p/" + RELAY + "/p2p-circuit/p2p/" + PEER + ", " + PEER,
    "/ip4/1.2.3.4/tcp/1/p2p/" + RELAY + "/p2p-circuit, ",
    "/ip4/1.2.3.4/tcp/1, ",
    "/p2p/" + PEER + "/http-path/a, " + PEER
  })
  void peerId_isTheOneTheAddressLeadsTo(String text, String peer) {
    assertThat(Multiaddr.parse(text).peerId().map(Object::toString).orElse(null)).isEqualTo(peer);
  }

  @Test
  void decapsulate_protocol_takesItsLastOccurrence() {
    Multiaddr addr = Multiaddr.parse("/ip4/1.2.3.4/tcp/1/ip4/5.6.7.8/tcp/2/ws");

    assertThat(addr.decapsulate(Protocol.TCP))
        .contains(Multiaddr.parse("/ip4/1.2.3.4/tcp/1/ip4/5.6.7.8"));
    assertThat(addr.decapsulate(Protocol.QUIC)).contains(addr);
    assertThat(Multiaddr.parse("/ws").decapsulate(Protocol.WS)).isEmpty();
  }

  @Test
  void encapsulate_andDecapsulate_areOpposites() {
    Multiaddr outer = Multiaddr.parse("/ip4/1.2.3.4/tcp/1");
    Multiaddr inner = Multiaddr.parse("/tls/ws");

    assertThat(outer.encapsulate(inner)).hasToString("/ip4/1.2.3.4/tcp/1/tls/ws");
    assertThat(outer.encapsulate(inner).decapsulate(inner)).contains(outer);
    assertThat(Multiaddr.of(outer.components())).isEqualTo(outer);
  }

  @Test
  void component_ofValueWhereNoneBelongs_isRefused() {
    assertThat(Component.of(Protocol.TCP, "80")).hasToString("/tcp/80");
    assertThat(Component.of(Protocol.WS)).hasToString("/ws");
    assertThat(Component.of(Protocol.WS).value()).isEmpty();
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Component.of(Protocol.WS, "80"))
        .withMessage("ws: It takes no value");
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Component.of(Protocol.TCP))
        .withMessage("tcp needs a value");
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Component.of(Protocol.DNS, "a/b"));
  }

  @Property
  void fromBytes_anyBytes_areWrittenTheSameOrRefused(@ForAll @Size(max = 60) byte[] bytes) {
    requireStrict(bytes);
  }

  @Property
  void fromBytes_oneByteChanged_isWrittenTheSameOrRefused(
      @ForAll("valid") String text,
      @ForAll @IntRange(min = 0, max = 500) int at,
      @ForAll byte value) {
    byte[] bytes = Multiaddr.parse(text).toBytes();
    bytes[at % bytes.length] = value;
    requireStrict(bytes);
  }

  private static void requireStrict(byte[] bytes) {
    try {
      Multiaddr addr = Multiaddr.fromBytes(bytes);
      assertThat(addr.toBytes()).isEqualTo(bytes);
      assertThat(Multiaddr.parse(addr.toString())).hasToString(addr.toString());
      if (!addr.has(Protocol.HTTP_PATH)) {
        assertThat(Multiaddr.parse(addr.toString())).isEqualTo(addr);
      }
    } catch (MultiformatsException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  @Property
  void parse_oneCharacterChanged_isReadOrRefused(
      @ForAll("valid") String text,
      @ForAll @IntRange(min = 0, max = 500) int at,
      @ForAll char value) {
    StringBuilder changed = new StringBuilder(text);
    changed.setCharAt(at % text.length(), value);
    try {
      Multiaddr addr = Multiaddr.parse(changed.toString());
      assertThat(Multiaddr.parse(addr.toString())).isEqualTo(addr);
      assertThat(Multiaddr.fromBytes(addr.toBytes())).isEqualTo(addr);
    } catch (MultiformatsException refused) {
      assertThat(refused).hasMessageStartingWith("Not a multiaddr");
    }
  }

  @Provide
  Arbitrary<String> valid() {
    return Arbitraries.of(
        Fixture.read("multiaddr/valid.json").stream()
            .map(vector -> vector.text("string"))
            .toList());
  }
}

package org.helia.multiformats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.helia.multiformats.fixtures.Fixture;
import org.helia.multiformats.fixtures.FixtureSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultibaseTest {
  @ParameterizedTest
  @FixtureSource({"multibase/official.json", "multibase/generated.json"})
  void decode_vector_givesTheBytes(Fixture vector) {
    Multibase base = Multibase.byName(vector.text("encoding")).orElseThrow();
    String text = vector.text("encoded");

    assertThat(Multibase.of(text)).isEqualTo(base);
    assertThat(Multibase.decode(text)).isEqualTo(vector.bytes("input_hex"));
    if (vector.text("mode").equals("encode-and-decode")) {
      assertThat(base.encode(vector.bytes("input_hex"))).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @FixtureSource("multibase/invalid.json")
  void decode_invalid_isRefused(Fixture vector) {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Multibase.decode(vector.text("encoded")));
  }

  @Test
  void values_areTheWholeRegistry() throws IOException {
    Set<String> registered = new TreeSet<>();
    for (String line : lines("multibase/multibase.csv")) {
      String[] cells = line.split(",\\s*", -1);
      if (!cells[2].equals("none")) {
        int prefix = Integer.parseInt(cells[0].substring(2), 16);
        registered.add(prefix + " " + cells[2]);
      }
    }

    Set<String> known = new TreeSet<>();
    for (Multibase base : Multibase.values()) {
      known.add(base.prefix() + " " + base.registeredName());
    }
    assertThat(known).isEqualTo(registered).hasSize(25);
  }

  @Test
  void base256emoji_alphabet_isTheTable() throws IOException {
    for (String line : lines("multibase/base256emoji.csv")) {
      String[] cells = line.split(",", -1);
      byte[] value = {(byte) Integer.parseInt(cells[0])};
      assertThat(Multibase.BASE256EMOJI.encodeRaw(value)).isEqualTo(cells[2]);
      assertThat(Multibase.BASE256EMOJI.decodeRaw(cells[2])).isEqualTo(value);
    }
  }

  private static List<String> lines(String file) throws IOException {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(Fixture.open(file), UTF_8))) {
      return in.lines().skip(1).toList();
    }
  }

  /** Examples of RFC 9285, sections 4.3 and 4.4. */
  @ParameterizedTest
  @CsvSource({"AB,BB8", "Hello!!,%69 VD92EX0", "base-45,UJCLQE7W581", "ietf!,QED8WEX0"})
  void base45_rfcExample_bothWays(String plain, String text) {
    assertThat(Multibase.BASE45.encode(plain.getBytes(UTF_8))).isEqualTo("R" + text);
    assertThat(Multibase.decode("R" + text)).isEqualTo(plain.getBytes(UTF_8));
  }

  /** Examples of the proquint proposal: IPv4 addresses. */
  @ParameterizedTest
  @CsvSource({
    "7f000001,lusab-babad",
    "3f54dcc1,gutih-tugad",
    "3f760723,gutuk-bisog",
    "8c62c18d,mudof-sakat",
    "40ff06c8,haguz-biram",
    "801e342d,mabiv-gibot",
    "93437702,natag-lisaf",
    "d43afd44,tibup-zujah",
    "'',''"
  })
  void proquint_example_bothWays(String hex, String text) {
    byte[] bytes = HexFormat.of().parseHex(hex);

    assertThat(Multibase.PROQUINT.encode(bytes)).isEqualTo("pro-" + text);
    assertThat(Multibase.decode("pro-" + text)).isEqualTo(bytes);
    assertThat(Multibase.PROQUINT.encodeRaw(bytes)).isEqualTo(text);
    assertThat(Multibase.PROQUINT.decodeRaw(text)).isEqualTo(bytes);
  }

  @Test
  void proquint_oddLength_cannotBeWritten() {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Multibase.PROQUINT.encode(new byte[3]))
        .withMessageContaining("3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "7", "9", "f", "v", "t", "b", "c", "h", "k", "R", "z", "m", "M", "u", "U", "pro-", "🚀"
      })
  void decode_prefixAlone_isNoBytes(String prefix) {
    assertThat(Multibase.decode(prefix)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "00000000, 'base2 text ends in a digit too many, at index 7'",
    "0000000011, 'base2 text ends in a digit too many, at index 9'",
    "72, 'base8 text ends in a digit too many, at index 1'",
    "7001, 'The last digit of base8 text, 1 at index 3, has bits set beyond the last byte'",
    "f012, 'base16 text ends in a digit too many, at index 3'",
    "f0g, 'base16 has no character g (U+0067), found at index 2 of the text'",
    "ba, 'base32 text ends in a digit too many, at index 1'",
    "bab, 'The last digit of base32 text, b at index 2, has bits set beyond the last byte'",
    "baaa, 'base32 text ends in a digit too many, at index 3'",
    "bae======, 'base32 has no character = (U+003D), found at index 3 of the text'",
    "cae, 'base32pad text needs 6 padding characters at index 3, found 0'",
    "cae=======, 'base32pad text needs 6 padding characters at index 3, found 7'",
    "c========, 'base32pad text needs 0 padding characters at index 1, found 8'",
    "ca=e=====, 'base32pad has no character = (U+003D), found at index 2 of the text'",
    "mAB, 'The last digit of base64 text, B at index 2, has bits set beyond the last byte'",
    "mAA==, 'base64 has no character = (U+003D), found at index 3 of the text'",
    "mA, 'base64 text ends in a digit too many, at index 1'",
    "m_w, 'base64 has no character _ (U+005F), found at index 1 of the text'",
    "u/w, 'base64url has no character / (U+002F), found at index 1 of the text'",
    "MAA=, 'base64pad text needs 2 padding characters at index 3, found 1'",
    "z0, 'base58btc has no character 0 (U+0030), found at index 1 of the text'",
    "zß, 'base58btc has no character ß (U+00DF), found at index 1 of the text'",
    "zİ, 'base58btc has no character İ (U+0130), found at index 1 of the text'",
    "k😀, 'base36 has no character 😀 (U+1F600), found at index 1 of the text'",
    "hL, 'base32z has no character L (U+004C), found at index 1 of the text'",
    "RGGW, 'The base45 group GGW at index 1 stands for 65536, more than 65535'",
    "R::, 'The base45 group :: at index 1 stands for 2024, more than 255'",
    "R0, 'base45 text ends in a digit too many, at index 1'",
    "Rbb8, 'base45 has no character b (U+0062), found at index 2 of the text'",
    "p, 'proquint text begins with pro-, which this does not'",
    "prolusab, 'proquint text begins with pro-, which this does not'",
    "pro-lusab-, 'proquint text is words of 5 letters joined by hyphens, found 6 characters'",
    "pro-lusabxbabad, 'proquint (hyphen) has no character x (U+0078), found at index 9 of the text'",
    "pro-lusub, ''",
    "🚀x, 'base256emoji has no character x (U+0078), found at index 2 of the text'",
    "#zz, 'The table of multibase prefixes has no character # (U+0023), found at index 0 of the text'",
    "'', 'Multibase text begins with a prefix, but this is empty'"
  })
  void decode_malformed_namesCharacterAndPlace(String text, String message) {
    if (message.isEmpty()) {
      assertThat(Multibase.decode(text)).hasSize(2);
      return;
    }
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Multibase.decode(text))
        .withMessage(message);
  }

  @ParameterizedTest
  @EnumSource(
      value = Multibase.class,
      names = {"BASE10", "BASE36", "BASE36UPPER", "BASE58BTC", "BASE58FLICKR"})
  void radix_limit_isTheSameBothWays(Multibase base) {
    byte[] most = new byte[Multibase.MAX_RADIX_BYTES];
    Arrays.fill(most, (byte) 0xff);
    String longest = base.encode(most);

    assertThat(Multibase.decode(longest)).isEqualTo(most);
    assertThat(Multibase.decode(base.encode(new byte[most.length]))).containsOnly(0);
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> base.encode(new byte[most.length + 1]))
        .withMessageContaining("8192")
        .withMessageContaining("8193");
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Multibase.decode(longest + longest.charAt(1)));
    String zero = base.encodeRaw(new byte[1]);
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> base.decodeRaw(zero.repeat(most.length + 1)))
        .withMessageContaining("8193");
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> base.decodeRaw(zero.repeat(100_000_000)))
        .withMessageContaining("100000000");
  }

  @Property
  void decode_ofEncoded_isTheSame(@ForAll Multibase base, @ForAll @Size(max = 150) byte[] bytes) {
    byte[] input = base == Multibase.PROQUINT ? Arrays.copyOf(bytes, bytes.length & ~1) : bytes;

    assertThat(Multibase.decode(base.encode(input))).isEqualTo(input);
    assertThat(base.decodeRaw(base.encodeRaw(input))).isEqualTo(input);
  }

  @Property
  void radix_encoded_isTheBigInteger(@ForAll @Size(min = 1, max = 100) byte[] bytes) {
    bytes[0] = (byte) (bytes[0] | 1);
    BigInteger number = new BigInteger(1, bytes);

    assertThat(Multibase.BASE36.encodeRaw(bytes)).isEqualTo(number.toString(36));
    assertThat(Multibase.BASE10.encodeRaw(bytes)).isEqualTo(number.toString());
  }

  @Property
  void decode_anyText_isReadOrRefused(@ForAll Multibase base, @ForAll String text) {
    try {
      byte[] bytes = base.decodeRaw(text);
      assertThat(base.encodeRaw(bytes)).isEqualToIgnoringCase(text);
    } catch (MultiformatsException refused) {
      assertThat(refused).hasMessageContaining(base.registeredName().replaceAll("upper", ""));
    }
  }

  @Property
  void decode_anyTextOfTheAlphabet_isWrittenTheSameOrRefused(
      @ForAll Multibase base, @ForAll @Size(min = 1, max = 30) byte[] choices) {
    String digits = base.encodeRaw(HexFormat.of().parseHex("00ff10a7c35be1490382"));
    StringBuilder text = new StringBuilder();
    for (byte choice : choices) {
      text.append(digits.charAt((choice & 0xff) % digits.length()));
    }
    try {
      assertThat(base.encodeRaw(base.decodeRaw(text.toString()))).isEqualTo(text.toString());
    } catch (MultiformatsException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }
}

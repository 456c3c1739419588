package org.helia.multiformats.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multibase;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.Multihash;
import org.helia.multiformats.fixtures.Fixture;
import org.helia.multiformats.fixtures.FixtureSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerIdTest {
  @ParameterizedTest
  @FixtureSource("peer-id-and-keys/peer-ids.json")
  void parse_everyForm_isTheSamePeer(Fixture vector) {
    PeerId id = PeerId.fromBytes(vector.bytes("multihash_hex"));
    Fixture forms = vector.object("forms");

    for (String form : forms.names()) {
      if (form.equals("cidv1_dagpb_base32_legacy")) {
        assertThatExceptionOfType(MultiformatsException.class)
            .isThrownBy(() -> PeerId.parse(forms.text(form)))
            .withMessageContaining("found dag-pb");
      } else {
        assertThat(PeerId.parse(forms.text(form))).isEqualTo(id).hasSameHashCodeAs(id);
      }
    }
    assertThat(id).hasToString(vector.text("peer_id")).hasToString(forms.text("base58btc"));
    assertThat(id.toString(Multibase.BASE36)).isEqualTo(forms.text("cidv1_base36"));
    assertThat(id.toString(Multibase.BASE32)).isEqualTo(forms.text("cidv1_base32"));
    assertThat(id.toString(Multibase.BASE58BTC)).isEqualTo(forms.text("cidv1_base58btc"));
    assertThat(id.toCid()).isEqualTo(Cid.parse(forms.text("cidv1_base32")));
    assertThat(id.toBytes()).isEqualTo(vector.bytes("multihash_hex"));
    assertThat(id.publicKey().isPresent()).isEqualTo(vector.flag("has_inline_key"));
    id.publicKey().ifPresent(key -> assertThat(PeerId.of(key)).isEqualTo(id));
  }

  @ParameterizedTest
  @FixtureSource("peer-id-and-keys/peer-ids-invalid.json")
  void parse_invalid_isRefused(Fixture vector) {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> PeerId.parse(vector.text("string")))
        .withMessageStartingWith("Not a peer id: \"" + vector.text("string") + "\": ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "11",
        "z12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA",
        "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA ",
        "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA1",
        "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5NN"
      })
  void parse_otherText_isRefused(String text) {
    assertThatExceptionOfType(MultiformatsException.class).isThrownBy(() -> PeerId.parse(text));
  }

  @Test
  void parse_oversize_isRefusedBeforeItIsDecoded() {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> PeerId.parse("1".repeat(100_000_000)))
        .withMessage("A peer id has at most 369 characters, found 100000000");
  }

  @Test
  void of_otherMultihashes_isRefused() {
    for (Multihash other :
        new Multihash[] {
          Multihash.of(Multicodec.SHA2_256, new byte[31]),
          Multihash.of(Multicodec.SHA2_512, new byte[64]),
          Multihash.of(Multicodec.IDENTITY, new byte[0]),
          Multihash.of(Multicodec.IDENTITY, new byte[43])
        }) {
      assertThatExceptionOfType(MultiformatsException.class)
          .isThrownBy(() -> PeerId.of(other))
          .withMessageStartingWith("A peer id is sha2-256 of 32 bytes or identity of 1 to 42");
    }
  }

  @Test
  void publicKey_inlinedGarbage_isRefused() {
    PeerId id = PeerId.of(Multihash.of(Multicodec.IDENTITY, new byte[] {1, 2, 3}));

    assertThatExceptionOfType(MultiformatsException.class).isThrownBy(id::publicKey);
  }

  @Property
  void parse_ofPrinted_isEqual(@ForAll @Size(value = 32) byte[] digest, @ForAll Multibase base) {
    PeerId id = PeerId.of(Multihash.of(Multicodec.SHA2_256, digest));

    assertThat(PeerId.parse(id.toString())).isEqualTo(id);
    assertThat(PeerId.parse(id.toString(base))).isEqualTo(id);
  }

  @Property
  void parse_anyText_isReadOrRefused(@ForAll String text) {
    try {
      assertThat(PeerId.parse(PeerId.parse(text).toString())).isEqualTo(PeerId.parse(text));
    } catch (MultiformatsException refused) {
      assertThat(refused).hasMessageStartingWith("Not a peer id");
    }
  }

  @Property
  void compareTo_isThatOfTheBytes(
      @ForAll @Size(min = 1, max = 42) byte[] a, @ForAll @Size(min = 1, max = 42) byte[] b) {
    PeerId left = PeerId.of(Multihash.of(Multicodec.IDENTITY, a));
    PeerId right = PeerId.of(Multihash.of(Multicodec.IDENTITY, b));

    assertThat(Integer.signum(left.compareTo(right)))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(left.toBytes(), right.toBytes())));
  }
}

package org.helia.blockstore.flatfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockNameTest {
  private static final String NAME = "CIQFTFEEHEDF6KLBT32BFAGLXEZL4UWFNWM4LFTLMXQBCERZ6CMLX3Y";

  /** Names that Kubo 0.42.0 gave. */
  @ParameterizedTest
  @CsvSource({
    "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn, " + NAME,
    "bafkreid2cojxbnccxeihmju7y73tolzpbmjolruqajcn77ka5mttmu3vbm,"
        + " CIQHUE4TOC2EFOIQOYTJ7R7XG4XS6CYS4XDJAASE376UB2ZHGZJXKCY",
    "bafkr4ideg6z2yocgkez77nr3outtvdnvjdcvqrs5phnqh7jvtrwnlpm5qu,"
        + " DYQGIN5TVQ4EMUJT763DW5JHHKG3KSGFLBDF26O3AP6TLHDM2W6Z3BI",
  })
  void of_blockOfKubo_isKubosName(String cid, String name) {
    assertThat(BlockName.of(Cid.parse(cid).multihash())).isEqualTo(name);
  }

  @Property
  void parse_anyName_isTheHash(
      @ForAll @LongRange(min = 0) long code, @ForAll @Size(max = 128) byte[] digest) {
    Multihash hash = Multihash.of(code, digest);
    assertThat(BlockName.parse(BlockName.of(hash))).contains(hash);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "0000",
        "ciqftfeehedf6klbt32bfaglxezl4uwfnwm4lftlmxqbcerz6cmlx3y",
        NAME + "=",
        NAME + "AA",
        // A CIDv1, as Kubo called the files of raw blocks before its repository version 12.
        "AFKREIA22FLID5AJ2KU7URG47MDLROZIH6YF2KALU2PWEFPVI37YLKRSCA",
        "put-123",
      })
  void parse_otherName_isEmpty(String name) {
    assertThat(BlockName.parse(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X.dat", "X.data.tmp", "X", "data"})
  void in_otherExtension_isEmpty(String fileName) {
    assertThat(BlockName.in(fileName)).isEmpty();
  }
}

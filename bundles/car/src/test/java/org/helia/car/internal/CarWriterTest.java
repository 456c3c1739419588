package org.helia.car.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.List;
import org.helia.api.block.Block;
import org.helia.api.car.CarException;
import org.helia.ipld.car.CarWriter;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class CarWriterTest {
  @ParameterizedTest
  @FixtureSource("car/write-v1.json")
  void write_fixture_isTheExactBytes(Fixture given) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CarWriter writer = new CarWriter(out, given.texts("roots").stream().map(Cid::parse).toList());
    List<Fixture> blocks = given.list("blocks");

    blocks.forEach(
        block -> writer.write(Block.of(Cid.parse(block.text("cid")), block.bytes("hex"))));
    writer.flush();

    assertThat(out.toByteArray()).isEqualTo(given.bytes("car_hex"));
    assertThat(writer.bytes()).isEqualTo(out.size());
    assertThat(writer.blocks()).isEqualTo(blocks.size());
  }

  @Test
  void write_tooManyRoots_isRefused() {
    List<Cid> roots = Collections.nCopies(110_000, SampleBlocks.raw(1, 8).cid());

    assertThatExceptionOfType(CarException.class)
        .isThrownBy(() -> new CarWriter(new ByteArrayOutputStream(), roots))
        .withMessageContaining("over the limit of 4194304");
  }
}

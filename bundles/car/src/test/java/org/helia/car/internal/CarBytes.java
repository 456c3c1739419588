package org.helia.car.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.helia.api.block.Block;
import org.helia.ipld.car.CarReader;
import org.helia.ipld.car.CarSection;
import org.helia.ipld.car.CarWriter;
import org.helia.multiformats.Cid;
import org.helia.testkit.fixture.FixtureFile;

/** CARs in memory. */
final class CarBytes {
  private CarBytes() {}

  static byte[] fixture(String file) {
    try (InputStream in = FixtureFile.open("car/" + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] of(List<Cid> roots, List<Block> blocks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CarWriter writer = new CarWriter(out, roots);
    blocks.forEach(writer::write);
    writer.flush();
    return out.toByteArray();
  }

  static List<CarSection> sections(byte[] car) {
    CarReader reader = new CarReader(new ByteArrayInputStream(car));
    List<CarSection> sections = new ArrayList<>();
    for (Optional<CarSection> next = reader.next(); next.isPresent(); next = reader.next()) {
      sections.add(next.get());
    }
    return sections;
  }
}

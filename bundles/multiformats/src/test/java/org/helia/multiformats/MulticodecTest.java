package org.helia.multiformats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import org.helia.multiformats.fixtures.Fixture;
import org.helia.multiformats.internal.MulticodecTable;
import org.junit.jupiter.api.Test;

class MulticodecTest {
  @Test
  void table_isTheWholeRegistry() throws IOException {
    List<Multicodec> registry = registry();

    assertThat(MulticodecTable.BY_CODE.values()).containsExactlyInAnyOrderElementsOf(registry);
    for (Multicodec row : registry) {
      assertThat(Multicodec.byCode(row.code())).contains(row);
      assertThat(Multicodec.byName(row.name())).contains(row);
      assertThat(Multicodec.nameOf(row.code())).isEqualTo(row.name());
    }
  }

  private static List<Multicodec> registry() throws IOException {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(Fixture.open("multicodec/table.csv"), UTF_8))) {
      return in.lines().skip(1).filter(line -> !line.isBlank()).map(MulticodecTest::row).toList();
    }
  }

  private static Multicodec row(String line) {
    String[] cells = line.split(",", 5);
    long code = Long.decode(cells[2].strip());
    return new Multicodec(cells[0].strip(), cells[1].strip(), code, cells[3].strip());
  }

  @Test
  void constants_agreeWithTheRegistry() throws IllegalAccessException {
    int checked = 0;
    for (Field field : Multicodec.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        String name = field.getName().toLowerCase(Locale.ROOT).replace('_', '-');
        assertThat(Multicodec.byName(name))
            .as(name)
            .map(Multicodec::code)
            .contains(field.getLong(null));
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(35);
  }

  @Test
  void nameOf_unknown_isHexadecimal() {
    assertThat(Multicodec.nameOf(0x99999999L)).isEqualTo("0x99999999");
    assertThat(Multicodec.byCode(0x99999999L)).isEmpty();
    assertThat(Multicodec.byName("no-such-codec")).isEmpty();
  }
}

package org.helia.blocks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Duration;
import org.helia.api.ServiceMissingException;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @SuppressWarnings("BadAnnotationImplementation") // only read by its methods, never compared
  private record FixedConfig(
      boolean verifyOnRead,
      long graceMillis,
      long drainMillis,
      long headStartMillis,
      int readAheadBlocks,
      int fetchAheadBlocks)
      implements BlocksConfig {
    @Override
    public Class<? extends Annotation> annotationType() {
      return BlocksConfig.class;
    }
  }

  @Test
  void of_defaults_areWithinTheirRanges() throws Exception {
    FixedConfig defaults =
        new FixedConfig(
            (boolean) defaultOf("verifyOnRead"),
            (long) defaultOf("graceMillis"),
            (long) defaultOf("drainMillis"),
            (long) defaultOf("headStartMillis"),
            (int) defaultOf("readAheadBlocks"),
            (int) defaultOf("fetchAheadBlocks"));
    assertThat(Settings.of(defaults))
        .isEqualTo(
            new Settings(
                true,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                32,
                1024));
  }

  private static Object defaultOf(String option) throws NoSuchMethodException {
    Method method = BlocksConfig.class.getDeclaredMethod(option);
    return method.getDefaultValue();
  }

  @Test
  void of_valueOutOfRange_namesOptionAndRange() {
    assertThatThrownBy(() -> Settings.of(new FixedConfig(true, -1, 0, 0, 0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("graceMillis of org.helia.blocks must be from 0 to 600000, not -1");
    assertThatThrownBy(() -> Settings.of(new FixedConfig(true, 0, 600_001, 0, 0, 0)))
        .hasMessageContaining("drainMillis");
    assertThatThrownBy(() -> Settings.of(new FixedConfig(true, 0, 0, -5, 0, 0)))
        .hasMessageContaining("headStartMillis");
    assertThatThrownBy(() -> Settings.of(new FixedConfig(true, 0, 0, 0, 1025, 0)))
        .hasMessageContaining("readAheadBlocks")
        .hasMessageContaining("0 to 1024");
    assertThatThrownBy(() -> Settings.of(new FixedConfig(true, 0, 0, 0, 0, 4097)))
        .hasMessageContaining("fetchAheadBlocks")
        .hasMessageContaining("0 to 4096");
  }

  @Test
  void configure_changedGrace_takesEffectAtOnce() {
    try (Rig rig = new Rig(Rig.LONG)) {
      rig.blocks.configure(new FixedConfig(true, 1, 1, 1, 4, 0));
      assertThatThrownBy(() -> rig.blocks.get(SampleBlocks.raw(1, 1).cid()))
          .isInstanceOf(ServiceMissingException.class)
          .hasMessageContaining("waited 1 ms");
    }
  }
}

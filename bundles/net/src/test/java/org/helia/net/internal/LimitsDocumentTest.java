package org.helia.net.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option that is a number is in the document about limits, with its default. */
class LimitsDocumentTest {
  private static final Path DOCUMENT = Path.of("../../docs/limits.md");

  /** How many observers an observed address needs limits nobody. */
  private static final List<String> NO_LIMITS = List.of("observers");

  static Stream<Method> limits() {
    return Stream.of(NetConfig.class.getDeclaredMethods())
        .filter(each -> each.getReturnType() == int.class || each.getReturnType() == long.class)
        .filter(each -> !NO_LIMITS.contains(each.getName()));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void document_option_hasItsDefault(Method option) throws IOException {
    assertThat(Files.readString(DOCUMENT))
        .contains("| `%s` | %s |".formatted(option.getName(), option.getDefaultValue()));
  }
}

package org.helia.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;

class HeliaHomeTest {
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void of_nothingConfigured_isBelowTheUsersHome(@Nullable String configured) {
    assertThat(HeliaHome.of(frameworkWith(configured)).directory())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".helia"));
  }

  @Test
  void of_configured_isThatOneAndAbsolute() {
    assertThat(HeliaHome.of(frameworkWith("/data/../node")).directory())
        .isEqualTo(Path.of("/node"));
    assertThat(HeliaHome.of(frameworkWith("node")).directory())
        .isEqualTo(Path.of("node").toAbsolutePath());
  }

  @Test
  void resolve_relativeAndAbsolutePath() {
    HeliaHome home = new HeliaHome(Path.of("/node"));
    assertThat(home.resolve("blocks")).isEqualTo(Path.of("/node/blocks"));
    assertThat(home.resolve("/disk/blocks")).isEqualTo(Path.of("/disk/blocks"));
    assertThat(home.repository()).isEqualTo(Path.of("/node/repository"));
    assertThat(home.keys()).isEqualTo(Path.of("/node/keys"));
    assertThat(home.run()).isEqualTo(Path.of("/node/run"));
  }

  /** A framework that knows one property, and nothing else. */
  private static BundleContext frameworkWith(@Nullable String home) {
    return (BundleContext)
        Proxy.newProxyInstance(
            HeliaHomeTest.class.getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("getProperty");
              assertThat(arguments).containsExactly(HeliaHome.PROPERTY);
              return home;
            });
  }
}

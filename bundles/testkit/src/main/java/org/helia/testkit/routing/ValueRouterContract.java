package org.helia.testkit.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.helia.api.routing.RoutingOptions;
import org.helia.api.routing.ValueRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link ValueRouter} does. */
@Timeout(120)
public abstract class ValueRouterContract {
  private static final RoutingOptions OPTIONS = new RoutingOptions(Duration.ofSeconds(20));

  /** The router, ready for use. */
  protected abstract ValueRouter router();

  /** A key that the router accepts and that has no value; another one each time. */
  protected abstract byte[] key();

  /**
   * A value that the router accepts for a key.
   *
   * @param generation a higher one is better
   */
  protected abstract byte[] valueOf(byte[] key, int generation);

  @Test
  void value_ofNewKey_isNone() {
    assertThat(router().value(key(), OPTIONS)).isEmpty();
  }

  @Test
  void put_thenValue_isTheSame() {
    byte[] key = key();
    ValueRouter router = router();
    router.put(key, valueOf(key, 1), OPTIONS);
    assertThat(router.value(key, OPTIONS)).hasValue(valueOf(key, 1));
  }

  @Test
  void put_betterValue_replaces() {
    byte[] key = key();
    ValueRouter router = router();
    router.put(key, valueOf(key, 1), OPTIONS);
    router.put(key, valueOf(key, 2), OPTIONS);
    assertThat(router.value(key, OPTIONS)).hasValue(valueOf(key, 2));
  }

  @Test
  void put_callerChangesItsArrays_valueStays() {
    byte[] key = key();
    byte[] value = valueOf(key, 1);
    byte[] expected = value.clone();
    ValueRouter router = router();
    router.put(key, value, OPTIONS);
    value[0]++;
    assertThat(router.value(key, OPTIONS)).hasValue(expected);
  }
}

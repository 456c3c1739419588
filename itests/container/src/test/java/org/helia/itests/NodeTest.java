package org.helia.itests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** The distribution as it starts for the first time. */
public class NodeTest extends HeliaContainer {

  private static final Duration START = Duration.ofSeconds(30);

  @Test
  public void start_firstTime_everyBundleActiveAndEveryComponentSatisfied() {
    Health health = new Health(context, components);

    assertThat(health.bundles().length, is(not(0)));
    Eventually.holds(
        () -> "nothing to complain of; there is " + health.complaints(),
        START,
        () -> health.complaints().isEmpty());
  }

  @Test
  public void start_firstTime_nothingElseIsBroken() {
    List<String> inactive =
        Stream.of(context.getBundles())
            .filter(bundle -> bundle.getHeaders().get("Fragment-Host") == null)
            .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
            .map(Bundle::toString)
            .toList();

    assertThat(inactive, is(List.of()));
  }

  @Test
  public void start_firstTime_neitherRemoteShellNorJmxServer() {
    List<String> names = Stream.of(context.getBundles()).map(Bundle::getSymbolicName).toList();

    assertThat(names.contains("org.apache.karaf.shell.ssh"), is(false));
    assertThat(names.contains("org.apache.karaf.management.server"), is(false));
  }

  @Test
  public void shell_anyCommand_runs() throws Exception {
    assertThat(run("feature:list -i --no-format"), containsString("helia-offline"));
  }
}

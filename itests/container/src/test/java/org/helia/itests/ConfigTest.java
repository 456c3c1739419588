package org.helia.itests;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.After;
import org.junit.Test;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Options that are changed one after the other, as scripts do. */
public class ConfigTest extends HeliaContainer {
  private static final String PID = "org.helia.gc";
  private static final List<String> KEYS =
      List.of("keepPausedSeconds", "makeRoomSeconds", "threads");
  private static final int CHANGES = 150;

  @After
  public void unset() throws Exception {
    for (String key : KEYS) {
      run("helia:config --unset " + PID + " " + key);
    }
  }

  @Test
  public void config_changedAgainAndAgain_componentRunsWithItAtOnce() throws Exception {
    Map<String, String> wanted = new TreeMap<>();
    for (int change = 0; change < CHANGES; change++) {
      String key = KEYS.get(change % KEYS.size());
      wanted.put(key, Integer.toString(1 + change % 60));
      run("helia:config " + PID + " " + key + " " + wanted.get(key));
      assertThat("after " + change + " changes", running(wanted.keySet()), is(wanted));
    }
  }

  private Map<String, String> running(Iterable<String> keys) {
    Map<String, String> values = new TreeMap<>();
    for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs()) {
      if (List.of(description.configurationPid).contains(PID)) {
        for (ComponentConfigurationDTO each :
            components.getComponentConfigurationDTOs(description)) {
          keys.forEach(key -> values.put(key, String.valueOf(each.service.properties.get(key))));
        }
      }
    }
    return values;
  }
}

package org.helia.itests;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.junit.Test;
import org.ops4j.pax.exam.Option;

/** Each feature alone, in a container that starts without any of Helia. */
public class FeaturesIT extends HeliaContainer {

  private static final EnumSet<FeaturesService.Option> QUIETLY =
      EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles);

  @Override
  protected List<String> importedPackages() {
    return List.of();
  }

  @Override
  protected Option[] moreOptions() {
    String platformOnly = "scr,shell,feature,bundle,config,deployer,kar,log,package,service,system";
    return options(
        editConfigurationFilePut(
            "etc/org.apache.karaf.features.cfg", "featuresBoot", platformOnly));
  }

  @Test
  public void install_eachFeatureAlone_itsBundlesWorkAndGoAway() throws Exception {
    Health health = new Health(context, components);
    assertThat(health.bundles().length, is(0));
    Map<String, List<String>> complaints = new TreeMap<>();

    for (Feature feature : heliaFeatures()) {
      features.installFeatures(Set.of(feature.getId()), QUIETLY);
      if (!health.complaints().isEmpty()) {
        complaints.put(feature.getName(), health.complaints());
      }
      features.uninstallFeatures(Set.of(feature.getId()), QUIETLY);
      if (health.bundles().length != 0) {
        complaints.put(
            feature.getName() + ", uninstalled",
            Stream.of(health.bundles()).map(Object::toString).toList());
      }
    }

    assertThat(complaints, is(Map.of()));
  }

  private List<Feature> heliaFeatures() throws Exception {
    List<Feature> all =
        Stream.of(features.listFeatures()).filter(f -> f.getName().startsWith("helia-")).toList();
    assertThat(all, is(not(List.of())));
    return all;
  }
}

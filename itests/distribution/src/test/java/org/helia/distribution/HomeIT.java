package org.helia.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code bin/helia-home}: what becomes of a home when another build of the distribution meets it.
 */
class HomeIT {

  private static final String FEATURES = "etc/org.apache.karaf.features.cfg";
  private static final String OPERATOR_FILE = "etc/org.helia.example.cfg";
  private static final String KARAF_FILE = "etc/config.properties";

  @TempDir Path folder;

  private Distribution distribution;
  private Path home;

  @BeforeEach
  void unpack() throws Exception {
    distribution = Distribution.scriptsUnpackedInto(folder.resolve("distribution"));
    ship(OPERATOR_FILE, "size = 1\n");
    home = Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(home.resolve("data/tmp"));
    update();
  }

  @Test
  void update_firstTime_copiesTheConfiguration() throws IOException {
    assertThat(read(OPERATOR_FILE)).isEqualTo("size = 1\n");
    assertThat(read(KARAF_FILE))
        .isEqualTo(Files.readString(distribution.root().resolve(KARAF_FILE)));
  }

  @Test
  void update_untouchedFile_followsTheDistribution() throws Exception {
    ship(OPERATOR_FILE, "size = 2\n");

    String said = update();

    assertThat(read(OPERATOR_FILE)).isEqualTo("size = 2\n");
    assertThat(said).isEmpty();
  }

  @Test
  void update_changedFile_staysAndTheNewOneLiesBesideIt() throws Exception {
    Files.writeString(home.resolve(OPERATOR_FILE), "size = 99\n");
    ship(OPERATOR_FILE, "size = 2\n");

    String said = update();

    assertThat(read(OPERATOR_FILE)).isEqualTo("size = 99\n");
    assertThat(read(OPERATOR_FILE + ".new")).isEqualTo("size = 2\n");
    assertThat(said).contains(OPERATOR_FILE + ".new");
  }

  @Test
  void update_changedFileOfTheDistributionAsBefore_staysInSilence() throws Exception {
    Files.writeString(home.resolve(OPERATOR_FILE), "size = 99\n");

    String said = update();

    assertThat(read(OPERATOR_FILE)).isEqualTo("size = 99\n");
    assertThat(said).isEmpty();
  }

  @Test
  void update_changedFileThatMustFitKaraf_isReplacedAndTheOldOneLiesBesideIt() throws Exception {
    Files.writeString(home.resolve(KARAF_FILE), "mine\n");
    ship(KARAF_FILE, "new\n");

    String said = update();

    assertThat(read(KARAF_FILE)).isEqualTo("new\n");
    assertThat(read(KARAF_FILE + ".old")).isEqualTo("mine\n");
    assertThat(said).contains(KARAF_FILE + ".old");
  }

  @Test
  void update_fileOfTheOperatorAlone_stays() throws Exception {
    Files.writeString(home.resolve("etc/org.helia.mine.cfg"), "mine\n");

    update();

    assertThat(read("etc/org.helia.mine.cfg")).isEqualTo("mine\n");
  }

  @Test
  void update_featuresInstalledAndRemovedByHand_areCarriedOver() throws Exception {
    karafState(
        "feature:shell/[4.4.10,4.4.10]",
        "feature:helia-offline/[1.0.0,1.0.0]",
        "feature:mine/[7.0.0,7.0.0]");
    ship(FEATURES, shipped("shell, package, helia-offline/1.0.0"));
    update();
    karafState(
        "feature:shell/[4.4.10,4.4.10]",
        "feature:helia-offline/[1.0.0,1.0.0]",
        "feature:mine/[7.0.0,7.0.0]");
    ship(FEATURES, shipped("shell, package, helia-offline/2.0.0, helia-more/2.0.0"));

    update();

    assertThat(read(FEATURES))
        .endsWith(
            """
            featuresRepositories = mvn:org.example/mine/7.0.0/xml/features,mvn:org.helia/helia-features/1.0.0/xml/features
            featuresBoot = helia-more,helia-offline,mine,shell
            """);
    assertThat(home.resolve("data/cache")).doesNotExist();
  }

  @Test
  void update_nothingInstalledByHand_takesTheFeaturesAsShipped() throws Exception {
    ship(FEATURES, shipped("shell, helia-offline/1.0.0"));
    update();
    karafState("feature:shell/[4.4.10,4.4.10]", "feature:helia-offline/[1.0.0,1.0.0]");
    ship(FEATURES, shipped("shell, helia-offline/2.0.0"));

    update();

    assertThat(read(FEATURES)).isEqualTo(shipped("shell, helia-offline/2.0.0"));
  }

  private static String shipped(String boot) {
    return """
        featuresRepositories = \\
            mvn:org.helia/helia-features/1.0.0/xml/features

        featuresBoot = \\
            %s

        featuresBootAsynchronous=false
        """
        .formatted(boot.replace(", ", ", \\\n    "));
  }

  /** What Karaf's features service writes down of the features it was asked for. */
  private void karafState(String... features) throws IOException {
    Path data = Files.createDirectories(home.resolve("data/cache/bundle18/data"));
    Files.writeString(
        data.resolve("state.json"),
        """
        {"bootDone":true,"features":{"root":["%s"]},"installed":{"root":["deep/1.0.0"]},\
        "repositories":["mvn:org.helia/helia-features/1.0.0/xml/features","mvn:org.example/mine/7.0.0/xml/features"],"state":{}}"""
            .formatted(String.join("\",\"", features)));
  }

  private void ship(String file, String text) throws IOException {
    Files.writeString(distribution.root().resolve(file), text);
  }

  private String read(String file) throws IOException {
    return Files.readString(home.resolve(file));
  }

  private String update() throws Exception {
    distribution.becomeAnotherBuild();
    Process script =
        new ProcessBuilder(distribution.script("helia-home").toString(), home.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(script.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(script.exitValue()).as(said).isZero();
    return said;
  }
}

package org.helia.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The built archive, unpacked. */
record Distribution(Path root) {

  private static final long UNPACK_SECONDS = 60;

  static Distribution unpackedInto(Path folder) throws Exception {
    return unpack(folder, List.of());
  }

  /** Without the jars: enough for what the scripts do before they start Java. */
  static Distribution scriptsUnpackedInto(Path folder) throws Exception {
    return unpack(folder, List.of("--exclude=*.jar"));
  }

  private static Distribution unpack(Path folder, List<String> options) throws Exception {
    Files.createDirectories(folder);
    List<String> command =
        new ArrayList<>(List.of("tar", "xzf", System.getProperty("helia.distribution")));
    command.addAll(List.of("--strip-components=1", "-C", folder.toString()));
    command.addAll(options);
    Process tar = new ProcessBuilder(command).inheritIO().start();
    assertThat(tar.waitFor(UNPACK_SECONDS, TimeUnit.SECONDS)).as("tar ends").isTrue();
    assertThat(tar.exitValue()).as("exit code of tar").isZero();
    return new Distribution(folder);
  }

  Path script(String name) {
    return root.resolve("bin").resolve(name);
  }

  /** Makes it look like another build to the homes that have seen it. */
  void becomeAnotherBuild() throws IOException {
    Path fingerprint = root.resolve("fingerprint");
    Files.writeString(fingerprint, Files.readString(fingerprint) + "another build\n");
  }
}
